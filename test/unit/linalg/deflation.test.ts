import { describe, expect, it } from 'vitest';
import { deflate, LOWER, UPPER } from '../../../src/engine/linalg/tridiagonal/deflation';

const halvesOf = (upper: number, lower: number) => new Uint8Array(upper + lower).fill(UPPER).fill(LOWER, upper);

describe('deflate', () => {
  it('keeps rows that are coupled, by ascending value', () => {
    const weights = Float64Array.of(0.5, 0.5, 0.5, 0.5);
    expect(deflate(Float64Array.of(3, 1, 4, 2), weights, halvesOf(2, 2), 1)).toEqual({
      coupled: [1, 3, 0, 2],
      deflated: [],
      rotations: [],
    });
  });

  it('sets aside rows with a negligible weight, and all of them where there is no coupling', () => {
    const values = Float64Array.of(1, 2, 3);
    const weights = Float64Array.of(0.8, 1e-16, 0.6);
    expect(deflate(values, weights, halvesOf(1, 2), 1)).toEqual({ coupled: [0, 2], deflated: [1], rotations: [] });
    expect(deflate(values, weights, halvesOf(1, 2), 0).coupled).toEqual([]);
  });

  it('gives one of two equal rows the weights of both, which then reaches over both halves', () => {
    const values = Float64Array.of(1, 2, 2, 5);
    const weights = Float64Array.of(0.5, 0.3, 0.4, 0.5);
    const halves = halvesOf(2, 2);
    const { coupled, deflated, rotations } = deflate(values, weights, halves, 1);
    expect({ coupled, deflated }).toEqual({ coupled: [0, 2, 3], deflated: [1] });
    expect(rotations).toEqual([{ x: 1, y: 2, c: 0.8, s: -0.6 }]);
    expect(Array.from(weights)).toEqual([0.5, 0, 0.5, 0.5]);
    expect(Array.from(halves)).toEqual([UPPER, UPPER | LOWER, UPPER | LOWER, LOWER]);
  });

  it('judges small blocks by their own size', () => {
    const values = Float64Array.of(1e-30, 2e-30);
    const weights = Float64Array.of(0.6, 0.8);
    expect(deflate(values, weights, halvesOf(1, 1), 1e-30).coupled).toEqual([0, 1]);
  });
});
