/**
 * What code in the worker takes from the global object beside the language: the bundler puts these in the place of the bare
 * names, since they are taken from the global object before anything of the user's runs.
 */
import bufferModule from 'node:buffer';
import performanceModule from 'node:perf_hooks';
import nodeProcess from 'node:process';
import timers from 'node:timers';

export const { Buffer } = bufferModule;
export const { performance } = performanceModule;
export const { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, clearImmediate } = timers;
export const { WebAssembly, AbortController, AbortSignal, queueMicrotask, console } = globalThis;
export { nodeProcess as process };
