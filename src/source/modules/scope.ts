import { language } from './language';
import { boundedArray } from './lengths';
import { inPackage } from './packages';

const silent = (): void => {};
/** Timers are accepted and never fire: a loss is a function, and what runs later has no part in it. */
const neverFires = (): number => 0;

/** `console` as a sink: printing must neither reach the editor's output nor cost anything. */
const sinkConsole = Object.freeze(Object.fromEntries(Object.keys(console).map((name) => [name, silent])));

const clock = Object.freeze({ now: () => performance.now() });

const hidden = names(`
  global Buffer fetch XMLHttpRequest WebSocket EventSource Worker SharedWorker BroadcastChannel MessageChannel MessagePort
  navigator WebAssembly localStorage sessionStorage indexedDB crypto window self document`);

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
  const { Array: given = Array } = extra;
  const shadowed = {
    ...Object.fromEntries(hidden.map((name) => [name, undefined])),
    process: inPackage(file) ? bundledProcess : undefined,
    console: sinkConsole,
    performance: clock,
    setTimeout: neverFires,
    setInterval: neverFires,
    setImmediate: neverFires,
    clearTimeout: silent,
    clearInterval: silent,
    clearImmediate: silent,
    queueMicrotask: silent,
    ...extra,
    // Old packages tell arrays by `constructor === Array`.
    ...(inPackage(file) ? {} : { Array: boundedArray(given as ArrayConstructor) }),
  };
  const known = Object.fromEntries(language.map((name) => [name, Reflect.get(globalThis, name)]));
  return { ...shadowed, globalThis: { ...known, ...shadowed } };
}
