import { type BinaryOp, UNARY_OPS, type UnaryOp } from '../ops';
import type { Random } from '../random';
import type { Recorder } from '../recorder';
import { PART } from '../tape';
import { isTraced } from '../traced';

type Variadic = (...args: unknown[]) => unknown;
const NOT_MATH: ReadonlySet<UnaryOp> = new Set(['neg', 'not']);

/** Stands in for `Math`. A call gets its place from the mark on its last argument. */
export function tracedMath(recorder: Recorder, random: Random): typeof Math {
  const functions: Record<string, Variadic> = {};
  for (const op of UNARY_OPS) if (!NOT_MATH.has(op)) functions[op] = unary(recorder, op, nativeFunction(op));
  functions.pow = (x, y) => (isTraced(x) || isTraced(y) ? recorder.binary('pow', x, y, recorder.callSite) : Number(x) ** Number(y));
  functions.atan2 = (y, x) =>
    isTraced(y) || isTraced(x) ? recorder.binary('atan2', y, x, recorder.callSite) : Math.atan2(Number(y), Number(x));
  functions.max = folded(recorder, 'max', Math.max);
  functions.min = folded(recorder, 'min', Math.min);
  functions.hypot = folded(recorder, 'hypot', Math.hypot);
  for (const name of ['imul', 'clz32'] as const) {
    const native = nativeFunction(name);
    functions[name] = (...args) =>
      Reflect.apply(
        native,
        undefined,
        args.map((x) => recorder.pin(x, recorder.callSite)),
      );
  }
  functions.random = () => recorder.external('random', random.next());
  return Object.create(Math, Object.getOwnPropertyDescriptors(functions)) as typeof Math;
}

function nativeFunction(name: string): Variadic {
  const native: unknown = Reflect.get(Math, name);
  if (typeof native !== 'function') throw new TypeError(`There is no Math.${name}.`);
  return (...args) => Reflect.apply(native, undefined, args);
}

function unary(recorder: Recorder, op: UnaryOp, native: Variadic): Variadic {
  return (x) => (isTraced(x) ? recorder.unary(op, x, recorder.callSite) : native(x));
}

/** max(a, b, c) = max(max(a, b), c), and so for min and hypot; of one argument, hypot is its absolute value. */
function folded(recorder: Recorder, op: BinaryOp, native: (...values: number[]) => number): Variadic {
  return (...args) => {
    if (!args.some(isTraced)) return native(...args.map(Number));
    const site = recorder.callSite;
    const [first, ...rest] = args;
    if (rest.length === 0) return isTraced(first) && op === 'hypot' ? recorder.unary('abs', first, site) : recorder.traced(first);
    const join = (x: unknown, y: unknown, i: number): unknown => {
      if (!isTraced(x) && !isTraced(y)) return native(Number(x), Number(y));
      return recorder.binary(op, x, y, i === rest.length - 1 ? site : site | PART);
    };
    return rest.reduce(join, first);
  };
}
