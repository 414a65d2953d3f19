import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseLevels, divergingLevels } from '../../../src/engine/landscape/levels';

const ramp = (low: number, high: number, power = 1): Float64Array =>
  Float64Array.from({ length: 1001 }, (_, i) => low + (high - low) * (i / 1000) ** power);
const isRound = (value: number): boolean => Math.abs(Number(value.toPrecision(3)) - value) <= 1e-12 * Math.abs(value);

describe('chooseLevels', { timeout: 30_000 }, () => {
  it('spaces about twelve levels evenly over a narrow range', () => {
    const { levels, scale } = chooseLevels(ramp(3, 17));
    expect(scale).toBe('linear');
    expect(levels.length).toBeGreaterThanOrEqual(9);
    expect(levels.length).toBeLessThanOrEqual(16);
    expect(levels.every(isRound)).toBe(true);
    const steps = levels.slice(1).map((level, k) => level - levels[k]);
    for (const step of steps) expect(step).toBeCloseTo(steps[0], 12);
  });

  it('uses round mantissas over a range of more than 30 : 1', () => {
    const { levels, scale } = chooseLevels(ramp(0, 2000, 3));
    expect(scale).toBe('log');
    expect(levels.length).toBeGreaterThanOrEqual(14);
    expect(levels.every(isRound)).toBe(true);
    expect(levels).toContain(100);
  });

  it('starts at the 1 % quantile, not in the pit', () => {
    const values = ramp(1, 1000);
    values[0] = 1e-12;
    expect(chooseLevels(values).levels[0]).toBeGreaterThan(1);
  });

  it('takes ratios from just below the minimum of a loss that goes deep below zero', () => {
    const values = ramp(-146.7, 5e6, 8);
    const { levels, scale } = chooseLevels(values);
    expect(scale).toBe('log');
    expect(levels[0]).toBeLessThan(0);
    expect(levels.length).toBeGreaterThanOrEqual(14);
  });

  it('keeps a signed loss linear where it is spread out', () => {
    expect(chooseLevels(ramp(-10, 10)).scale).toBe('linear');
  });

  it('has few levels even over hundreds of decades', () => {
    const values = Float64Array.from({ length: 600 }, (_, i) => 10 ** (i - 300));
    const { levels } = chooseLevels(values.subarray(5));
    expect(levels.length).toBeGreaterThanOrEqual(14);
    expect(levels.length).toBeLessThanOrEqual(60);
  });

  it('copes with many exact zeros', () => {
    const values = ramp(0, 100, 6);
    values.fill(0, 0, 400);
    const { levels, scale } = chooseLevels(values);
    expect(scale).toBe('log');
    expect(levels.length).toBeGreaterThanOrEqual(14);
  });

  it('has none for equal values, and for none that are finite', () => {
    for (const values of [
      new Float64Array(9).fill(7),
      Float64Array.of(1, 1 + 1e-15),
      new Float64Array(4).fill(Number.NaN),
      new Float64Array(0),
    ]) {
      expect(chooseLevels(values)).toEqual({ levels: new Float64Array(0), scale: 'linear', base: 0 });
    }
  });

  it('is ascending, finite and inside the range for any values', () => {
    fc.assert(
      fc.property(fc.array(fc.double(), { minLength: 2, maxLength: 200 }), (list) => {
        const values = Float64Array.from(list);
        const finite = values.filter(Number.isFinite);
        const { levels } = chooseLevels(values);
        expect(levels.length).toBeLessThanOrEqual(60);
        levels.forEach((level, k) => {
          expect(Number.isFinite(level)).toBe(true);
          expect(level).toBeGreaterThanOrEqual(Math.min(...finite));
          expect(level).toBeLessThanOrEqual(Math.max(...finite));
          if (k > 0) expect(level).toBeGreaterThan(levels[k - 1]);
        });
      }),
    );
  });
});

describe('divergingLevels', () => {
  it('are even, round, and the same on both sides of zero', () => {
    const levels = [...divergingLevels(ramp(-10, 10))];
    expect(levels).toContain(0);
    expect(levels.length).toBeGreaterThanOrEqual(9);
    expect(levels.every(isRound)).toBe(true);
    expect(levels.map((level) => -level + 0).reverse()).toEqual(levels);
  });

  it('end where the values end', () => {
    const levels = divergingLevels(ramp(-0.5, 10));
    expect(Math.min(...levels)).toBe(0);
    expect(Math.max(...levels)).toBeGreaterThan(5);
  });

  it('are powers of ten over a wide range', () => {
    const levels = [...divergingLevels(ramp(-1, 4000, 9))];
    expect(levels).toEqual(expect.arrayContaining([0, 10, 100, 1000]));
    expect(levels.filter((level) => level > 0).length).toBeGreaterThan(3);
  });

  it('are zero alone where there is nothing to tell', () => {
    expect([...divergingLevels(new Float64Array(9))]).toEqual([0]);
    expect([...divergingLevels(Float64Array.of(Number.NaN, Number.POSITIVE_INFINITY))]).toEqual([0]);
  });

  it('ascend, whatever the values', () => {
    fc.assert(
      fc.property(fc.float64Array({ minLength: 1 }), (values) => {
        const levels = [...divergingLevels(values)];
        expect(levels).toContain(0);
        expect(levels.every((level, k) => k === 0 || level > levels[k - 1])).toBe(true);
      }),
    );
  });
});
