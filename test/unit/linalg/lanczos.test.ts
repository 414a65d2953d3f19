import { describe, expect, it } from 'vitest';
import {
  extremeEigenpairs,
  gaussianVectors,
  lanczos,
  rademacherVectors,
  ritzValues,
  type SymmetricProduct,
} from '../../../src/engine/linalg/lanczos';
import { symmetricEigen } from '../../../src/engine/linalg/symmetricEigen';
import { dot, norm } from '../../../src/engine/linalg/vector';
import { finish } from '../../../src/engine/work';

const product =
  (matrix: Float64Array, n: number): SymmetricProduct =>
  (v, out) => {
    for (let i = 0; i < n; i++) out[i] = dot(matrix.subarray(i * n, i * n + n), v);
  };
const diagonal =
  (entries: readonly number[]): SymmetricProduct =>
  (v, out) =>
    out.set(v.map((vi, i) => entries[i] * vi));

function symmetric(n: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    return Math.cos(1 + i * j + Math.min(i, j) ** 2);
  });
}

describe('lanczos', { timeout: 30_000 }, () => {
  it('keeps its basis orthonormal to working precision', () => {
    const n = 60;
    let vectors: readonly Float64Array[] = [];
    for (const basis of lanczos(product(symmetric(n), n), gaussianVectors(n, 3)())) vectors = basis.vectors;
    expect(vectors).toHaveLength(n);
    vectors.forEach((v, i) => {
      vectors.slice(0, i).forEach((w) => {
        expect(Math.abs(dot(v, w))).toBeLessThan(1e-13);
      });
      expect(norm(v)).toBeCloseTo(1, 13);
    });
  });

  it('gives the whole spectrum when it runs to the end', () => {
    const n = 40;
    const matrix = symmetric(n);
    let values: Float64Array = new Float64Array(0);
    for (const basis of lanczos(product(matrix, n), gaussianVectors(n, 1)())) values = ritzValues(basis).values;
    const expected = symmetricEigen(matrix, n).values;
    values.forEach((value, k) => {
      expect(value).toBeCloseTo(expected[k], 11);
    });
  });

  it('quadrature weights sum to 1 and integrate polynomials exactly', () => {
    const n = 30;
    const matrix = symmetric(n);
    const start = gaussianVectors(n, 5)();
    const length = norm(start);
    for (const basis of lanczos(product(matrix, n), start)) {
      if (basis.alphas.length < 4) continue;
      const { values, first } = ritzValues(basis);
      const moment = (power: number): number => values.reduce((sum, value, k) => sum + first[k] ** 2 * value ** power, 0);
      const image = new Float64Array(n);
      const v = start.map((vi) => vi / length);
      product(matrix, n)(v, image);
      expect([moment(0), moment(1), moment(2)]).toEqual([1, dot(v, image), dot(image, image)].map((value) => expect.closeTo(value, 11)));
      break;
    }
  });
});

describe('extremeEigenpairs', { timeout: 30_000 }, () => {
  it('finds both ends with their vectors', () => {
    const n = 120;
    const matrix = symmetric(n);
    const expected = symmetricEigen(matrix, n);
    const { values, vectors, residuals, converged } = finish(extremeEigenpairs(product(matrix, n), n, { count: 3, tolerance: 1e-9 }));
    expect(converged).toBe(true);
    [0, 1, 2, n - 3, n - 2, n - 1].forEach((rank, k) => {
      expect(values[k]).toBeCloseTo(expected.values[rank], 10);
      const overlap = dot(vectors.subarray(k * n, k * n + n), expected.vectors.subarray(rank * n, rank * n + n));
      expect(overlap).toBeCloseTo(1, 6);
      expect(residuals[k]).toBeLessThan(1e-7);
    });
  });

  it('stops early, with bounded products, on a spectrum with separated ends', () => {
    const entries = Array.from({ length: 5000 }, (_, i) => (i === 0 ? -40 : i === 1 ? 90 : Math.sin(i)));
    const { values, products, converged } = finish(extremeEigenpairs(diagonal(entries), 5000));
    expect(Array.from(values)).toEqual([expect.closeTo(-40, 9), expect.closeTo(90, 9)]);
    expect(converged).toBe(true);
    expect(products).toBeLessThan(40);
  });

  it('finds repeated eigenvalues, small matrices and the zero matrix', () => {
    expect(Array.from(finish(extremeEigenpairs(diagonal([2, 2, 5, 5]), 4, { count: 2 })).values)).toEqual(
      [2, 2, 5, 5].map((v) => expect.closeTo(v, 12)),
    );
    expect(Array.from(finish(extremeEigenpairs(diagonal([3]), 1, { count: 5 })).values)).toEqual([3]);
    expect(Array.from(finish(extremeEigenpairs(diagonal([0, 0, 0]), 3)).values)).toEqual([0, 0]);
  });

  it.each([
    { top: [9, 9, 9, 8], bottom: [-3, -3, -2, -1] },
    { top: [9, 8, 8, 7], bottom: [0, 0, 0, 0] },
    { top: [9, 9, 8, 8], bottom: [-4, -3, -2, -1] },
    { top: [9, 9, 9, 9], bottom: [-1, -1, -1, -1] },
  ])('counts copies at both ends of a large spectrum: $bottom … $top', ({ top, bottom }) => {
    const n = 1500;
    const inside = Array.from({ length: n - top.length - bottom.length }, (_, i) => 3 + 2 * Math.sin(i * i));
    const { values, vectors, residuals, converged } = finish(extremeEigenpairs(diagonal([...top, ...inside, ...bottom]), n, { count: 4 }));
    const expected = [...bottom, ...top].sort((a, b) => a - b);
    expect(Array.from(values)).toEqual(expected.map((value) => expect.closeTo(value, 10)));
    expect(converged).toBe(true);
    const rows = Array.from(values, (_, k) => vectors.subarray(k * n, (k + 1) * n));
    rows.forEach((row, i) => {
      const image = new Float64Array(n);
      diagonal([...top, ...inside, ...bottom])(row, image);
      expect(norm(image.map((x, j) => x - values[i] * row[j]))).toBeLessThanOrEqual(residuals[i] + 1e-12);
      rows.slice(0, i).forEach((other) => {
        expect(Math.abs(dot(row, other))).toBeLessThan(1e-9);
      });
    });
  });

  it('says when it did not converge', () => {
    const entries = Array.from({ length: 4000 }, (_, i) => i / 4000);
    expect(finish(extremeEigenpairs(diagonal(entries), 4000, { maxSteps: 20, tolerance: 1e-12 })).converged).toBe(false);
  });

  it('answers NaN for a matrix that is not finite', () => {
    const { values, vectors, converged } = finish(extremeEigenpairs(diagonal([1, Number.NaN, 2]), 3));
    expect([...values, ...vectors].every(Number.isNaN)).toBe(true);
    expect(converged).toBe(false);
  });

  it('is the same every time', () => {
    const run = () => finish(extremeEigenpairs(product(symmetric(50), 50), 50, { count: 2 })).values;
    expect(run()).toEqual(run());
  });
});

describe('random vectors', { timeout: 30_000 }, () => {
  it('have the moments that the estimators rely on', () => {
    const normal = gaussianVectors(20_000, 11)();
    const signs = rademacherVectors(20_000, 11)();
    expect(Math.abs(normal.reduce((s, x) => s + x, 0) / normal.length)).toBeLessThan(0.03);
    expect(dot(normal, normal) / normal.length).toBeCloseTo(1, 1);
    expect(signs.every((s) => Math.abs(s) === 1)).toBe(true);
    expect(Math.abs(signs.reduce((s, x) => s + x, 0) / signs.length)).toBeLessThan(0.03);
  });
});
