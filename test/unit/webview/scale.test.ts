import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asTyped, decadeLabel, linearScale, symlog, tickLabel, ticks } from '../../../webview/lib/scale';

const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const interval = fc.tuple(number, fc.double({ min: 1e-3, max: 1e6, noNaN: true })).map(([low, length]) => [low, low + length] as const);

describe('linearScale', () => {
  it('maps ends to ends and inverts', () => {
    fc.assert(
      fc.property(interval, interval, fc.double({ min: 0, max: 1, noNaN: true }), (from, to, t) => {
        const scale = linearScale(from, to);
        const value = from[0] + t * (from[1] - from[0]);
        expect(scale(from[0])).toBeCloseTo(to[0], 6);
        expect(scale(from[1])).toBeCloseTo(to[1], 6);
        // Rounding of places far from 0 counts for more where a unit there is a long way here.
        const rounding = (4 * Number.EPSILON * Math.max(...to.map(Math.abs)) * (from[1] - from[0])) / Math.abs(to[1] - to[0]);
        expect(Math.abs(scale.invert(scale(value)) - value)).toBeLessThan(rounding + 1e-9 * (1 + Math.abs(from[0]) + Math.abs(from[1])));
      }),
    );
  });

  it('does not divide by an empty domain', () => {
    expect(linearScale([2, 2], [0, 10])(2)).toBe(0);
  });
});

describe('ticks', () => {
  it('are round, inside, evenly spaced and about as many as asked for', () => {
    fc.assert(
      fc.property(interval, fc.integer({ min: 3, max: 12 }), ([low, high], count) => {
        fc.pre(high - low > 1e-9 * Math.max(Math.abs(low), Math.abs(high)));
        const values = ticks(low, high, count);
        expect(values.length).toBeGreaterThanOrEqual(Math.floor(count / 3));
        expect(values.length).toBeLessThanOrEqual(2 * count + 1);
        const slack = 1e-6 * (high - low);
        for (const value of values) expect(value >= low - slack && value <= high + slack).toBe(true);
        const steps = values.slice(1).map((value, i) => value - values[i]);
        for (const step of steps) expect(Math.abs(step - steps[0])).toBeLessThan(1e-5 * steps[0] + 1e-9 * Math.abs(low));
      }),
    );
  });

  it('include both ends where these are round', () => {
    expect(ticks(-6, 6, 6)).toEqual([-6, -4, -2, 0, 2, 4, 6]);
  });

  it('are none for an empty or infinite interval', () => {
    expect(ticks(1, 1, 5)).toEqual([]);
    expect(ticks(0, Number.POSITIVE_INFINITY, 5)).toEqual([]);
  });
});

describe('labels', () => {
  it('have the decimals that the step needs, and a true minus', () => {
    expect(tickLabel(-4, 2)).toBe('−4');
    expect(tickLabel(0.25, 0.05)).toBe('0.25');
    expect(tickLabel(0.3, 0.1)).toBe('0.3');
    expect(tickLabel(0, 0.1)).toBe('0');
  });

  it('use powers of ten for very large and very small ticks', () => {
    expect(tickLabel(2e6, 1e6)).toBe('2×10⁶');
    expect(tickLabel(-3e-6, 1e-6)).toBe('−3×10⁻⁶');
    expect(tickLabel(1.5e7, 5e6)).toBe('1.5×10⁷');
  });

  it('write decades out up to a hundred', () => {
    expect([-3, 0, 1, 2, 3].map(decadeLabel)).toEqual(['10⁻³', '1', '10', '100', '10³']);
  });

  it('show settings as they were typed', () => {
    expect([0.012, 100, -1.2, 6.6e-4].map(asTyped)).toEqual(['0.012', '100', '−1.2', '6.6×10⁻⁴']);
  });
});

describe('symlog', () => {
  it('is odd, increasing and zero at zero', () => {
    fc.assert(
      fc.property(number, number, (a, b) => {
        expect(symlog(-a, 1e-3)).toBe(-symlog(a, 1e-3));
        if (a < b) expect(symlog(a, 1e-3)).toBeLessThanOrEqual(symlog(b, 1e-3));
      }),
    );
    expect(symlog(0, 1)).toBe(0);
  });
});
