import type { Recorder } from '../recorder';
import { isTraced, TracedNumber } from '../traced';

type Method = (recorder: Recorder, array: unknown[], args: unknown[], site: number) => unknown;

const invoke = (object: unknown, name: PropertyKey, args: readonly unknown[]): unknown =>
  Reflect.apply(Reflect.get(Object(object), name), object, args);

/** The callback's answer as a plain truth value. */
const withPredicate =
  (name: string): Method =>
  (recorder, array, [test, ...rest], site) => {
    if (typeof test !== 'function') return invoke(array, name, [test, ...rest]);
    const predicate = function (this: unknown, ...args: unknown[]) {
      return recorder.truth(Reflect.apply(test, this, args), site);
    };
    return invoke(array, name, [predicate, ...rest]);
  };

/** Positions and counts, at the given places of the argument list, as plain integers. */
const withPositions =
  (name: string, from: number, to = Number.POSITIVE_INFINITY): Method =>
  (recorder, array, args, site) =>
    invoke(
      array,
      name,
      args.map((arg, i) => (i >= from && i <= to ? recorder.pin(arg, site) : arg)),
    );

const withOrder =
  (name: string): Method =>
  (recorder, array, [compare], site) => {
    if (typeof compare !== 'function') return invoke(array, name, [(x: unknown, y: unknown) => byText(recorder, x, y, site)]);
    return invoke(array, name, [(x: unknown, y: unknown) => sign(recorder, compare(x, y), site)]);
  };

/** The order of two elements becomes part of the path, not the exact difference. */
function sign(recorder: Recorder, order: unknown, site: number): unknown {
  if (!(order instanceof TracedNumber)) return recorder.pin(order, site);
  if (recorder.truth(recorder.compare('less', order, 0, site), site)) return -1;
  return recorder.truth(recorder.compare('less', 0, order, site), site) ? 1 : 0;
}

/** Without a comparator, elements are compared as text. */
function byText(recorder: Recorder, x: unknown, y: unknown, site: number): number {
  const [s, t] = [String(recorder.pin(x, site)), String(recorder.pin(y, site))];
  if (s === t) return 0;
  return s < t ? -1 : 1;
}

const withSearch =
  (name: 'includes' | 'indexOf' | 'lastIndexOf'): Method =>
  (recorder, array, args, site) => {
    const [sought, ...rest] = args;
    if (!isTraced(sought) && !array.some(isTraced)) return invoke(array, name, args);
    const matches = (element: unknown, i: number): boolean =>
      inRange(i, name, rest, array.length) && isSame(recorder, element, sought, name === 'includes', site);
    const found = name === 'lastIndexOf' ? array.findLastIndex(matches) : array.findIndex(matches);
    return name === 'includes' ? found >= 0 : found;
  };

function isSame(recorder: Recorder, x: unknown, y: unknown, nanEqualsNaN: boolean, site: number): boolean {
  if (x instanceof TracedNumber || y instanceof TracedNumber) {
    const comparable = [x, y].every((z) => typeof z === 'number' || z instanceof TracedNumber);
    return comparable && recorder.truth(recorder.compare('equal', x, y, site), site);
  }
  return x === y || (nanEqualsNaN && Number.isNaN(x) && Number.isNaN(y));
}

function inRange(i: number, name: string, [from]: readonly unknown[], length: number): boolean {
  if (from === undefined) return true;
  const start = Math.trunc(Number(from));
  const first = start < 0 ? start + length : start;
  return name === 'lastIndexOf' ? i <= first : i >= first;
}

/** Methods of arrays that would misread a traced value, done right. */
const ARRAY_METHODS: ReadonlyMap<string, Method> = new Map([
  ...['filter', 'some', 'every', 'find', 'findIndex', 'findLast', 'findLastIndex'].map((name) => [name, withPredicate(name)] as const),
  ...['sort', 'toSorted'].map((name) => [name, withOrder(name)] as const),
  ...(['includes', 'indexOf', 'lastIndexOf'] as const).map((name) => [name, withSearch(name)] as const),
  ...['at', 'slice', 'flat', 'copyWithin'].map((name) => [name, withPositions(name, 0)] as const),
  ...['splice', 'toSpliced'].map((name) => [name, withPositions(name, 0, 1)] as const),
  ['with', withPositions('with', 0, 0)],
  ['fill', withPositions('fill', 1)],
]);

/** `array.name(...args)`. */
export function arrayMethod(recorder: Recorder, array: unknown[], name: string, args: unknown[], site: number): unknown {
  const special = ARRAY_METHODS.get(name);
  return special === undefined ? invoke(array, name, args) : special(recorder, array, args, site);
}

/** `object.name(...args)` for a name that arrays and text have too. */
export function method(recorder: Recorder, object: unknown, name: unknown, args: unknown[], site: number): unknown {
  const key = recorder.pin(name, site) as PropertyKey;
  if (Array.isArray(object)) return arrayMethod(recorder, object, String(key), args, site);
  if (typeof object === 'string')
    return invoke(
      object,
      key,
      args.map((arg) => recorder.pin(arg, site)),
    );
  if (object === null || object === undefined)
    throw new TypeError(`Cannot read properties of ${String(object)} (reading '${String(key)}')`);
  const found: unknown = Reflect.get(Object(object), key);
  if (typeof found !== 'function') throw new TypeError(`.${String(key)} is not a function`);
  return (key === 'call' || key === 'apply') && isCallable(object)
    ? borrowed(recorder, object, key, args, site)
    : Reflect.apply(found, object, args);
}

type Callable = (...args: unknown[]) => unknown;
const isCallable = (x: unknown): x is Callable => typeof x === 'function';

/** `Array.prototype.filter.call(list, f)` and the like. */
function borrowed(recorder: Recorder, target: Callable, how: 'call' | 'apply', args: unknown[], site: number): unknown {
  const [self, ...rest] = args;
  const list = how === 'call' ? rest : (rest[0] ?? []);
  const given = Array.isArray(list) ? list : Array.from(list as ArrayLike<unknown>);
  const name = target.name;
  const isArrayMethod = Array.isArray(self) && ARRAY_METHODS.has(name) && Reflect.get(Array.prototype, name) === target;
  return isArrayMethod ? arrayMethod(recorder, self, name, given, site) : Reflect.apply(target, self, given);
}
