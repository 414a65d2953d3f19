import { t } from '../../../l10n/t';
import type { Random } from '../random';
import type { Recorder } from '../recorder';
import { isTraced, TracedNumber } from '../traced';
import { tracedCollection } from './collections';
import { type Float64Elements, traceableFloat64Array } from './float64';
import { tracedMath } from './math';
import { numeric } from './operators';

type Fn = (...args: never[]) => unknown;

/** The names of the language's library that must know about traced values, to be bound in an instrumented module's scope. */
export function globals(recorder: Recorder, random: Random, float64: Float64Elements): Readonly<Record<string, unknown>> {
  const number = tracedNumberGlobal(recorder);
  return {
    Math: tracedMath(recorder, random),
    Number: number,
    isNaN: number.isNaN,
    isFinite: number.isFinite,
    parseFloat: number.parseFloat,
    Boolean: withCall(Boolean, (x) => recorder.truth(x, recorder.callSite)),
    String: withCall(String, (...args: unknown[]) =>
      args.length === 0 ? '' : typeof args[0] === 'symbol' ? String(args[0]) : `${recorder.pin(args[0], recorder.callSite)}`,
    ),
    Array: withPinnedLength(recorder),
    Float64Array: traceableFloat64Array(float64),
    Float32Array: refusing(recorder, float64, Float32Array),
    Map: tracedCollection(recorder, Map, 'set'),
    Set: tracedCollection(recorder, Set, 'add'),
    Object: withProperties(Object, { is: (x: unknown, y: unknown) => sameValue(recorder, x, y) }),
    Date: clock(recorder),
    performance: { ...performance, now: () => recorder.external('performance', performance.now()) },
    structuredClone: (x: unknown) => clone(x),
    console: silentConsole(),
  };
}

/** A stand-in that differs from the original only in the given properties. */
function withProperties<T extends object>(target: T, properties: Readonly<Record<PropertyKey, unknown>>): T {
  return new Proxy(target, { get: (original, key) => (key in properties ? properties[key as string] : Reflect.get(original, key)) });
}

/** …only in what it does when called as a plain function. */
function withCall<T extends Fn>(target: T, call: (...args: unknown[]) => unknown): T {
  return new Proxy(target, { apply: (_target, _self, args) => call(...args) });
}

function tracedNumberGlobal(recorder: Recorder) {
  const test = (native: (x: unknown) => boolean, traced: (x: TracedNumber) => unknown) => (x: unknown) =>
    x instanceof TracedNumber ? traced(x) : native(x);
  const site = () => recorder.callSite;
  const isFiniteTraced = (x: TracedNumber) => recorder.compare('less', recorder.unary('abs', x, site()), Number.POSITIVE_INFINITY, site());
  const isNaNTraced = (x: TracedNumber) => recorder.not(recorder.compare('equal', x, x, site()), site());
  const isIntegerTraced = (x: TracedNumber) =>
    recorder.compare('and', isFiniteTraced(x), recorder.compare('equal', recorder.unary('trunc', x, site()), x, site()), site());
  const tests = {
    isFinite: test(Number.isFinite, isFiniteTraced),
    isNaN: test(Number.isNaN, isNaNTraced),
    isInteger: test(Number.isInteger, isIntegerTraced),
    isSafeInteger: test(Number.isSafeInteger, isIntegerTraced),
    parseFloat: (x: unknown) => (x instanceof TracedNumber ? x : Number.parseFloat(String(x))),
  };
  const callable = withCall(Number, (...args) => (args.length === 0 ? 0 : isTraced(args[0]) ? numeric(args[0]) : Number(args[0])));
  return withProperties(callable, tests);
}

function withPinnedLength(recorder: Recorder): ArrayConstructor {
  const pinned = (args: unknown[]) => (args.length === 1 ? [recorder.pin(args[0], recorder.callSite)] : args);
  const traced = (args: unknown[]) => (args.length === 1 && args[0] instanceof TracedNumber ? pinned(args) : args);
  const from = (source: Iterable<unknown> | ArrayLike<unknown>, ...rest: [((x: unknown, i: number) => unknown)?]) => {
    const length: unknown = typeof source === 'object' && source !== null && !(Symbol.iterator in source) ? source.length : undefined;
    const list = length instanceof TracedNumber ? { ...source, length: Number(recorder.pin(length, recorder.callSite)) } : source;
    return Reflect.apply(Array.from, Array, [list, ...rest]);
  };
  const pinning: ArrayConstructor = new Proxy(Array, {
    apply: (target, _self, args) => Reflect.construct(target, traced(args)),
    // Made for a proxy, each array would have a hidden class of its own.
    construct: (target, args, newTarget) => Reflect.construct(target, traced(args), newTarget === pinning ? target : newTarget),
    get: (target, key) => (key === 'from' ? from : Reflect.get(target, key)),
  });
  return pinning;
}

function refusing<T extends new (...args: never[]) => object>(recorder: Recorder, float64: Float64Elements, target: T): T {
  const holdsTraced = (source: unknown) => {
    const elements: unknown = source instanceof Float64Array ? float64.decode(source) : source;
    return Array.isArray(elements) && elements.some(isTraced);
  };
  return new Proxy(target, {
    construct: (original, args, newTarget) => {
      if (holdsTraced(args[0]))
        recorder.block(
          t('A Float32Array rounds what it stores; use Float64Array or number[] for values that depend on the parameters.'),
          recorder.callSite,
        );
      return Reflect.construct(original, args, newTarget);
    },
  });
}

function sameValue(recorder: Recorder, x: unknown, y: unknown): unknown {
  if (!isTraced(x) && !isTraced(y)) return Object.is(x, y);
  const site = recorder.callSite;
  return Object.is(recorder.pin(x, site), recorder.pin(y, site));
}

/** The time now, which a derivative can't see, comes in as an external value. */
function clock(recorder: Recorder): DateConstructor {
  return new Proxy(Date, {
    construct: (target, args, newTarget) => {
      if (args.length === 0) recorder.tape?.flag('clock', recorder.callSite);
      return Reflect.construct(
        target,
        args.map((x) => recorder.pin(x, recorder.callSite)),
        newTarget,
      );
    },
    get: (target, key) => (key === 'now' ? () => recorder.external('clock', Date.now()) : Reflect.get(target, key)),
  });
}

function clone(x: unknown, seen = new Map<unknown, unknown>()): unknown {
  if (isTraced(x) || typeof x !== 'object' || x === null) return x;
  const known = seen.get(x);
  if (known !== undefined) return known;
  const plain = Array.isArray(x) || Object.getPrototypeOf(x) === Object.prototype;
  if (!plain) return x instanceof Float64Array ? x.slice() : structuredClone(x);
  const copy: unknown[] | Record<string, unknown> = Array.isArray(x) ? [] : {};
  seen.set(x, copy);
  for (const [key, value] of Object.entries(x)) Reflect.set(copy, key, clone(value, seen));
  return copy;
}

/** Printing is not part of a loss's value, and its plain evaluation has printed already. */
function silentConsole(): Console {
  return new Proxy(console, {
    get: (target, key) => (typeof Reflect.get(target, key) === 'function' ? () => undefined : Reflect.get(target, key)),
  });
}
