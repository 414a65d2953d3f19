import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixed, significant, subscript, superscript } from '../../../src/protocol/format';

describe('numbers as people read them', () => {
  it.each([
    [0, '0'],
    [113.04, '113'],
    [-20.53, '−20.5'],
    [0.0123, '0.0123'],
    [0.00123, '1.2×10⁻³'],
    [2508, '2.5×10³'],
    [999.9, '1.0×10³'],
    [-381_000, '−3.8×10⁵'],
    [Number.POSITIVE_INFINITY, '∞'],
    [Number.NEGATIVE_INFINITY, '−∞'],
    [Number.NaN, 'NaN'],
  ])('%d is written %s', (value, text) => expect(significant(value)).toBe(text));

  it('keeps three significant digits of every finite number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 }), (value) => {
        const digits = '⁰¹²³⁴⁵⁶⁷⁸⁹';
        const plain = significant(value, 3)
          .replaceAll('−', '-')
          .replace('⁻', '-')
          .replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/g, (c) => String(digits.indexOf(c)))
          .replace('×10', 'e');
        expect(Math.abs(Number(plain) - value)).toBeLessThanOrEqual(0.051 * Math.abs(value));
      }),
    );
  });

  it('writes coordinates without a negative zero', () => {
    expect(fixed(-0.001)).toBe('0.00');
    expect(fixed(-1.847)).toBe('−1.85');
  });

  it('writes indices and powers', () => {
    expect(subscript(12)).toBe('₁₂');
    expect(superscript(-30)).toBe('⁻³⁰');
  });
});
