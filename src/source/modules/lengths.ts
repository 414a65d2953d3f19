import { t } from '../../l10n/t';

/**
 * Elements that an array may be made with. V8 makes longer ones as tables of some 50 bytes an element, and what it does with them in one
 * go, such as filling them, nothing can stop: where memory ends on the way, so does the whole process, and not the worker alone.
 */
const most = 2 ** 25;

function checked(length: unknown): void {
  if (typeof length === 'number' && length > most)
    throw new RangeError(t('An array of {0} elements is too long for a loss; {1} is the most.', length, most));
}

/** `Array` for code of the user's: it refuses lengths that only a slip or malice asks for. */
export function boundedArray(given: ArrayConstructor): ArrayConstructor {
  const lengths = (args: readonly unknown[]) => {
    if (args.length === 1) checked(args[0]);
    return args;
  };
  const from = (...args: Parameters<ArrayConstructor['from']>) => {
    const [source] = args as readonly unknown[];
    if (typeof source === 'object' && source !== null && !(Symbol.iterator in source) && 'length' in source) checked(source.length);
    return Reflect.apply(given.from, given, args);
  };
  const bounded: ArrayConstructor = new Proxy(given, {
    apply: (target, self, args) => Reflect.apply(target, self, lengths(args)),
    // Made for a proxy, each array would have a hidden class of its own.
    construct: (target, args, maker) => Reflect.construct(target, lengths(args), maker === bounded ? target : maker),
    get: (target, key) => (key === 'from' ? from : Reflect.get(target, key)),
  });
  return bounded;
}

/** Lengths can be set as well: what fills an array in one go asks again. */
export function boundFilling(prototype: unknown[]): void {
  const { fill } = prototype;
  const bounded = {
    fill(this: unknown[], ...args: Parameters<typeof fill>): unknown[] {
      checked(this.length);
      return Reflect.apply(fill, this, args);
    },
  };
  Object.defineProperty(prototype, 'fill', { value: bounded.fill, writable: true, configurable: true });
}
