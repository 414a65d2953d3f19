import { inPackage } from './packages';

const silent = (): void => {};
/** Timers are accepted and never fire: a loss is a function, and what runs later has no part in it. */
const neverFires = (): number => 0;

/** `console` as a sink: printing must neither reach the editor's output nor cost anything. */
const sinkConsole = Object.freeze(Object.fromEntries(Object.keys(console).map((name) => [name, silent])));

const hidden = names(`
  global Buffer fetch XMLHttpRequest WebSocket EventSource Worker SharedWorker BroadcastChannel MessageChannel MessagePort
  navigator localStorage sessionStorage indexedDB crypto window self document`);

const language = names(`
  Object Function Array Number Boolean String Symbol BigInt Math JSON Reflect Proxy Date RegExp Promise Intl
  Error TypeError RangeError SyntaxError ReferenceError EvalError URIError AggregateError
  Map Set WeakMap WeakSet WeakRef ArrayBuffer SharedArrayBuffer DataView Atomics
  Float32Array Float64Array Int8Array Int16Array Int32Array Uint8Array Uint8ClampedArray Uint16Array Uint32Array BigInt64Array BigUint64Array
  parseInt parseFloat isNaN isFinite NaN Infinity undefined encodeURIComponent decodeURIComponent encodeURI decodeURI
  structuredClone URL TextEncoder TextDecoder`);

function names(text: string): string[] {
  return text.trim().split(/\s+/);
}

/** Packages are written to be bundled, and ask for this one variable, which a bundler would have filled in. */
const bundledProcess = { env: { NODE_ENV: 'production' } };

/**
 * Names to bind around a module: user code may reach the language and its own modules, and nothing that talks to the world.
 * `extra` names win, and show in `globalThis` too.
 */
export function moduleScope(file: string, extra: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const shadowed = {
    ...Object.fromEntries(hidden.map((name) => [name, undefined])),
    process: inPackage(file) ? bundledProcess : undefined,
    console: sinkConsole,
    setTimeout: neverFires,
    setInterval: neverFires,
    setImmediate: neverFires,
    clearTimeout: silent,
    clearInterval: silent,
    clearImmediate: silent,
    queueMicrotask: silent,
    ...extra,
  };
  const known = Object.fromEntries(language.map((name) => [name, Reflect.get(globalThis, name)]));
  return { ...shadowed, globalThis: { ...known, ...shadowed } };
}
