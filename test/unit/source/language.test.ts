import { describe, expect, it } from 'vitest';
import { confine, LanguageGuard } from '../../../src/source/modules/language';

describe('confining a global object', () => {
  it('leaves the language, and takes all else', () => {
    const global = { Math, escape: () => '', process: {}, fetch: () => {}, [Symbol('x')]: 1 };
    confine(global);
    expect(Object.keys(global)).toEqual(['Math', 'escape']);
  });

  it('empties what cannot be taken away', () => {
    const global: { gc?: unknown } = {};
    Object.defineProperty(global, 'gc', { value: () => {}, writable: true, configurable: false });
    confine(global);
    expect(global.gc).toBeUndefined();
  });

  it('takes what would call user code between two messages', () => {
    confine({});
    expect('waitAsync' in Atomics).toBe(false);
  });
});

describe('the guard of the language', () => {
  it('names the first change and undoes all of them', () => {
    const guard = new LanguageGuard(globalThis);
    const { cbrt, hypot } = Math;
    Math.cbrt = () => 0;
    Math.hypot = () => 0;
    expect(guard.restore()).toMatch(/^Math\.(cbrt|hypot)$/);
    expect([Math.cbrt, Math.hypot]).toEqual([cbrt, hypot]);
    expect(guard.restore()).toBeUndefined();
    expect(guard.isBroken).toBe(false);
  });

  it('puts the names of the global object back, and lets be what is added there', () => {
    const global: Record<string, unknown> = Object.fromEntries(
      ['Math', 'Float64Array', 'JSON'].map((name) => [name, Reflect.get(globalThis, name)]),
    );
    const guard = new LanguageGuard(global);
    delete global.Math;
    global.Float64Array = class {};
    global.forgotten = 1;
    expect(guard.restore()).toBe('globalThis.Math');
    expect(global).toEqual({ Math, Float64Array, JSON, forgotten: 1 });
    expect(guard.restore()).toBeUndefined();
  });

  it('names what makes the traces of errors, and sets their depth back without a word', () => {
    const guard = new LanguageGuard(globalThis);
    const { prepareStackTrace, stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    expect(guard.restore()).toBeUndefined();
    expect(Error.stackTraceLimit).toBe(stackTraceLimit);
    Error.prepareStackTrace = () => 'mine';
    expect(guard.restore()).toBe('Error.prepareStackTrace');
    expect(Error.prepareStackTrace).toBe(prepareStackTrace);
  });
});
