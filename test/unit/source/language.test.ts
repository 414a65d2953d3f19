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
});
