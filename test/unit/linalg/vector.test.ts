import { describe, expect, it } from 'vitest';
import { addScaled, dot, equals, largestMagnitude, norm, plus, row, scaled } from '../../../src/engine/linalg/vector';

const v = Float64Array.of(3, -4);

describe('vectors', { timeout: 30_000 }, () => {
  it('have norms that neither overflow nor underflow', () => {
    expect(norm(v)).toBe(5);
    expect(norm(Float64Array.of(3e200, 4e200))).toBeCloseTo(5e200, -190);
    expect(norm(Float64Array.of(3e-200, 4e-200)) / 5e-200).toBeCloseTo(1, 14);
    expect([norm(new Float64Array(3)), norm(new Float64Array(0))]).toEqual([0, 0]);
    expect(norm(Float64Array.of(1, Number.POSITIVE_INFINITY))).toBe(Number.POSITIVE_INFINITY);
    expect(norm(Float64Array.of(1, Number.NaN))).toBeNaN();
  });

  it('add, scale and multiply', () => {
    const w = Float64Array.of(1, 2);
    expect(dot(v, w)).toBe(-5);
    expect(Array.from(plus(v, 2, w))).toEqual([5, 0]);
    expect(Array.from(scaled(-1, v))).toEqual([-3, 4]);
    addScaled(w, 10, v);
    expect(Array.from(w)).toEqual([31, -38]);
    expect(largestMagnitude(v)).toBe(4);
    expect([equals(v, v.slice()), equals(v, w)]).toEqual([true, false]);
  });

  it('are views of the rows of a matrix', () => {
    const matrix = Float64Array.of(1, 2, 3, 4, 5, 6);
    row(matrix, 1, 3)[0] = 9;
    expect(Array.from(matrix)).toEqual([1, 2, 3, 9, 5, 6]);
  });
});
