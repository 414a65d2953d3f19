/** What user code may reach beside its own modules: the language, and nothing that talks to the world. */

const silent = (): void => {};
/** Timers are accepted and never fire: a loss is a function, and what runs later has no part in it. */
const neverFires = (): number => 0;

/** `console` as a sink: printing must neither reach the editor's output nor cost anything. */
const sinkConsole = Object.freeze(Object.fromEntries(Object.keys(console).map((name) => [name, silent])));

const hidden = [
  ...['process', 'global', 'Buffer', 'fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'Worker', 'SharedWorker', 'BroadcastChannel'],
  ...['MessageChannel', 'MessagePort', 'navigator', 'localStorage', 'sessionStorage', 'indexedDB', 'crypto', 'window', 'self', 'document'],
];

const language = [
  ...['Object', 'Function', 'Array', 'Number', 'Boolean', 'String', 'Symbol', 'BigInt', 'Math', 'JSON', 'Reflect', 'Proxy', 'Date', 'RegExp'],
  ...['Error', 'TypeError', 'RangeError', 'SyntaxError', 'ReferenceError', 'EvalError', 'URIError', 'AggregateError', 'Promise'],
  ...['Map', 'Set', 'WeakMap', 'WeakSet', 'WeakRef', 'ArrayBuffer', 'SharedArrayBuffer', 'DataView', 'Atomics', 'Intl'],
  ...['Float32Array', 'Float64Array', 'Int8Array', 'Int16Array', 'Int32Array', 'Uint8Array', 'Uint8ClampedArray', 'Uint16Array', 'Uint32Array'],
  ...['BigInt64Array', 'BigUint64Array', 'parseInt', 'parseFloat', 'isNaN', 'isFinite', 'NaN', 'Infinity', 'undefined'],
  ...['encodeURIComponent', 'decodeURIComponent', 'encodeURI', 'decodeURI', 'structuredClone', 'URL', 'TextEncoder', 'TextDecoder'],
];

/** Names to bind around a module. `extra` names win, and show in `globalThis` too. */
export function moduleScope(extra: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const shadowed = {
    ...Object.fromEntries(hidden.map((name) => [name, undefined])),
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
