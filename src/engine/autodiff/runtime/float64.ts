import { t } from '../../../l10n/t';
import type { Recorder } from '../recorder';
import { isTraced, TracedNumber } from '../traced';
import { arrayMethod } from './methods';

/**
 * A Float64Array holds doubles and nothing else, so a traced number is stored as a NaN whose payload names its node: the
 * low word the node, the high word `MARK` and the tape's epoch. Natives that copy elements keep the payload; arithmetic on
 * it yields NaN, which the comparison with the plain loss reveals.
 */
const MARK = 0x7ffa0000;
const MARK_MASK = 0xffff0000;

/** Element access that sees through the payloads. */
export class Float64Elements {
  /** What arrays that hold traced numbers inherit from, instead of `Float64Array.prototype`. */
  readonly prototype: object = Object.create(Float64Array.prototype);
  private readonly views = new WeakMap<ArrayBufferLike, Uint32Array>();

  constructor(readonly recorder: Recorder) {}

  read(array: Float64Array, index: number): unknown {
    const element = array[index];
    return Number.isNaN(element) ? this.revive(array, index) : element;
  }

  write(array: Float64Array, index: number, value: unknown, site: number): void {
    const stored = this.recorder.traced(value);
    if (stored === undefined) array[index] = value as number;
    else this.store(array, index, stored, site);
  }

  decode(array: Float64Array): unknown[] {
    return Array.from({ length: array.length }, (_, i) => this.read(array, i));
  }

  fill(array: Float64Array, values: readonly unknown[], from = 0): Float64Array {
    for (let i = 0; i < values.length; i++) this.write(array, from + i, values[i], this.recorder.callSite);
    return array;
  }

  /** Makes an array able to hold traced numbers. */
  adopt(array: Float64Array): Float64Array {
    return Object.getPrototypeOf(array) === Float64Array.prototype ? Object.setPrototypeOf(array, this.prototype) : array;
  }

  private store(array: Float64Array, index: number, { node, tape }: TracedNumber, site: number): void {
    if (!(index >= 0 && index < array.length)) return;
    if (Object.getPrototypeOf(this.adopt(array)) !== this.prototype)
      tape.block(t("A subclass of Float64Array can't hold traced numbers."), site);
    const words = this.words(array);
    const at = (array.byteOffset >> 2) + 2 * index;
    words[at] = node;
    words[at + 1] = MARK | tape.epoch;
  }

  private revive(array: Float64Array, index: number): unknown {
    const words = this.words(array);
    const at = (array.byteOffset >> 2) + 2 * index;
    if ((words[at + 1] & MARK_MASK) >>> 0 !== MARK) return Number.NaN;
    const { tape } = this.recorder;
    if (tape === undefined) return Number.NaN;
    if ((words[at + 1] & 0xffff) !== tape.epoch) tape.block(STALE, tape.callSite);
    return new TracedNumber(tape, words[at], tape.value[words[at]]);
  }

  private words({ buffer }: Float64Array): Uint32Array {
    const known = this.views.get(buffer) ?? new Uint32Array(buffer, 0, buffer.byteLength >> 2);
    this.views.set(buffer, known);
    return known;
  }
}

const STALE = t(
  'A Float64Array still holds a value that an earlier evaluation left behind, so the loss depends on what was evaluated before.',
);

/** Methods that read elements, and whether their result is a Float64Array again. */
const READERS: readonly (readonly [name: string, encodes: boolean])[] = [
  ...['reduce', 'reduceRight', 'forEach', 'every', 'some', 'find', 'findIndex', 'findLast', 'findLastIndex'].map(
    (name) => [name, false] as const,
  ),
  ...['includes', 'indexOf', 'lastIndexOf', 'join', 'at', 'entries', 'values', 'toString'].map((name) => [name, false] as const),
  ...['map', 'filter', 'with', 'toReversed'].map((name) => [name, true] as const),
];

/** Stands in for the user's `Float64Array`. */
export function traceableFloat64Array(elements: Float64Elements): Float64ArrayConstructor {
  const carrier = function carrier() {};
  carrier.prototype = elements.prototype;
  const standIn: Float64ArrayConstructor = new Proxy(Float64Array, {
    construct(target, args, newTarget): Float64Array {
      const type: unknown = newTarget === standIn ? carrier : newTarget;
      const list = elementsOf(elements, args[0]);
      if (list !== undefined) return elements.fill(Reflect.construct(target, [list.length], type as NewableFunction), list);
      return Reflect.construct(
        target,
        args.map((arg) => elements.recorder.pin(arg, elements.recorder.callSite)),
        type as NewableFunction,
      );
    },
    get(target, key): unknown {
      if (key === 'of') return (...items: unknown[]) => encode(elements, items);
      if (key === 'from')
        return (source: Iterable<unknown>, map?: (x: unknown, i: number) => unknown) => encode(elements, listed(source, map));
      return Reflect.get(target, key);
    },
  });
  defineMethods(elements, standIn);
  return standIn;
}

/** A Float64Array of numbers that may be traced. */
export function encode(elements: Float64Elements, values: readonly unknown[]): Float64Array {
  return elements.fill(elements.adopt(new Float64Array(values.length)), values);
}

function listed(source: Iterable<unknown> | ArrayLike<unknown>, map?: (x: unknown, i: number) => unknown): unknown[] {
  const list = Array.from(source);
  return map === undefined ? list : list.map((x, i) => map(x, i));
}

/** What `new Float64Array(source)` copies one by one; undefined for a length, a buffer, or another typed array. */
function elementsOf(elements: Float64Elements, source: unknown): unknown[] | undefined {
  if (
    typeof source !== 'object' ||
    source === null ||
    isTraced(source) ||
    source instanceof ArrayBuffer ||
    source instanceof SharedArrayBuffer
  )
    return undefined;
  if (source instanceof Float64Array) return elements.decode(source);
  return ArrayBuffer.isView(source) ? undefined : Array.from(source as ArrayLike<unknown>);
}

function defineMethods(elements: Float64Elements, standIn: Float64ArrayConstructor): void {
  const { recorder } = elements;
  const define = (name: PropertyKey, value: unknown) =>
    Object.defineProperty(elements.prototype, name, { value, writable: true, configurable: true });
  const on = (name: PropertyKey, run: (array: Float64Array, args: unknown[]) => unknown) =>
    define(name, function (this: Float64Array, ...args: unknown[]) {
      return run(this, args);
    });
  const call = (array: Float64Array, name: string, args: unknown[]) =>
    arrayMethod(recorder, elements.decode(array), name, args, recorder.callSite);
  for (const [name, encodes] of READERS)
    on(name, (array, args) => (encodes ? encode(elements, call(array, name, args) as unknown[]) : call(array, name, args)));
  on(Symbol.iterator, (array) => elements.decode(array).values());
  on('sort', (array, args) => elements.fill(array, call(array, 'sort', numericOrder(args)) as unknown[]));
  on('toSorted', (array, args) => encode(elements, call(array, 'sort', numericOrder(args)) as unknown[]));
  on('reverse', (array) => elements.fill(array, elements.decode(array).reverse()));
  on('fill', (array, args) => elements.fill(array, call(array, 'fill', args) as unknown[]));
  on('set', (array, [source, offset]) => setAll(elements, array, source, Number(recorder.pin(offset ?? 0, recorder.callSite))));
  for (const name of ['slice', 'subarray', 'copyWithin'] as const) {
    const native = Float64Array.prototype[name] as (...args: unknown[]) => Float64Array;
    on(name, (array, args) =>
      elements.adopt(
        Reflect.apply(
          native,
          array,
          args.map((arg) => recorder.pin(arg, recorder.callSite)),
        ),
      ),
    );
  }
  define('constructor', standIn);

  function numericOrder([compare]: unknown[]): unknown[] {
    return [
      compare ??
        ((x: unknown, y: unknown) =>
          isTraced(x) || isTraced(y) ? recorder.binary('sub', x, y, recorder.callSite) : Number(x) - Number(y)),
    ];
  }
}

function setAll(elements: Float64Elements, array: Float64Array, source: unknown, offset: number): void {
  const list = source instanceof Float64Array ? elements.decode(source) : Array.from(source as ArrayLike<unknown>);
  if (offset < 0 || offset + list.length > array.length) throw new RangeError('offset is out of bounds');
  elements.fill(array, list, offset);
}
