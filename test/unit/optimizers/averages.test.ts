import { describe, expect, it } from 'vitest';
import { averagingWindow, exponentiallyWeighted } from '../../../src/engine/averages';
import { clip } from '../../../src/engine/clip';
import { beforeFirst, isExhausted, judged } from '../../../src/engine/training/earlyStopping';

describe('exponentially weighted averages', () => {
  it('weigh the values by (1 − β)βᵏ', () => {
    const values = Float64Array.of(3, -1, 4, 1, 5);
    const plain = exponentiallyWeighted(values, 0.8, false);
    const expected = 0.2 * (5 + 0.8 * 1 + 0.64 * 4 + 0.512 * -1 + 0.4096 * 3);
    expect(plain[4]).toBeCloseTo(expected, 14);
    expect(exponentiallyWeighted(values, 0.8, true)[4]).toBeCloseTo(expected / (1 - 0.8 ** 5), 14);
  });

  it('of a constant are that constant, with bias correction from the first on', () => {
    const constant = new Float64Array(50).fill(7);
    exponentiallyWeighted(constant, 0.98, true).forEach((average) => {
      expect(average).toBeCloseTo(7, 12);
    });
    expect(exponentiallyWeighted(constant, 0.98, false)[0]).toBeCloseTo(0.14, 14);
  });

  it('forget a value to 1/e over their window', () => {
    const impulse = new Float64Array(51);
    impulse[0] = 1;
    const response = exponentiallyWeighted(impulse, 0.98, false);
    expect(averagingWindow(0.98)).toBeCloseTo(50, 10);
    expect(response[50] / response[0]).toBeCloseTo(Math.exp(-1), 2);
  });
});

describe('clipping', () => {
  const gradient = Float64Array.of(3, -4);

  it('by norm keeps the direction and leaves short gradients alone', () => {
    const clipped = clip(gradient, { norm: 1 });
    expect(Math.hypot(...clipped)).toBeCloseTo(1, 6);
    expect(clipped[1] / clipped[0]).toBeCloseTo(-4 / 3, 14);
    expect(clip(gradient, { norm: 6 })).toBe(gradient);
  });

  it('by norm divides by ‖g‖ + 1e-6, as PyTorch does', () => {
    expect(clip(gradient, { norm: 1 })[0]).toBe(3 * (1 / (5 + 1e-6)));
  });

  it('by value cuts each component', () => {
    expect(Array.from(clip(gradient, { value: 3.5 }))).toEqual([3, -3.5]);
  });

  it('without limits gives the gradient itself', () => {
    expect(clip(gradient, {})).toBe(gradient);
  });
});

describe('early stopping', () => {
  const rule = { patience: 2, minDelta: 0.1 };

  it('counts steps without an improvement of more than the margin', () => {
    let state = beforeFirst;
    for (const [step, loss] of [1, 0.8, 0.75, 0.74].entries()) state = judged(state, step, loss, rule);
    expect(state).toEqual({ best: 0.8, bestStep: 1, waited: 2 });
    expect(isExhausted(state, rule)).toBe(false);
    expect(isExhausted(judged(state, 4, Number.NaN, rule), rule)).toBe(true);
  });
});
