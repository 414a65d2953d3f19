import fc from 'fast-check';
import { Matrix, solve } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { blockEigenvalues, type LdlFactorisation, ldl, ldlSolve } from '../../../src/engine/linalg/ldl';
import { symmetricEigenvalues } from '../../../src/engine/linalg/symmetricEigen';
import hessians from '../../reference/hessians.json';

/** Small integers, zeros among them, so that every kind of pivot comes up and the inertia is exact. */
const symmetric = fc.integer({ min: 1, max: 9 }).chain((n) =>
  fc.array(fc.integer({ min: -4, max: 4 }), { minLength: n * n, maxLength: n * n }).map((entries) => ({
    n,
    matrix: Float64Array.from(entries, (_, at) => {
      const [i, j] = [Math.floor(at / n), at % n];
      return entries[Math.min(i, j) * n + Math.max(i, j)];
    }),
  })),
);

/** LDLᵀ, its rows and columns back in the order of A. */
function product({ n, lower, diagonal, coupling, order }: LdlFactorisation): Float64Array {
  const l = (i: number, k: number): number => (i === k ? 1 : i > k ? lower[i * n + k] : 0);
  const d = (k: number, m: number): number => (k === m ? diagonal[k] : Math.abs(k - m) === 1 ? coupling[Math.min(k, m)] : 0);
  const result = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      for (let k = 0; k < n; k++) {
        for (let m = Math.max(0, k - 1); m <= Math.min(n - 1, k + 1); m++) result[order[i] * n + order[j]] += l(i, k) * d(k, m) * l(j, m);
      }
    }
  }
  return result;
}

describe('the factorisation LDLᵀ', () => {
  it('multiplies back to any symmetric matrix, its entries of L bounded', () => {
    fc.assert(
      fc.property(symmetric, ({ n, matrix }) => {
        const factorisation = ldl(matrix, n);
        product(factorisation).forEach((entry, at) => {
          expect(Math.abs(entry - matrix[at])).toBeLessThan(1e-11);
        });
        for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) expect(Math.abs(factorisation.lower[i * n + j])).toBeLessThan(2.8);
      }),
    );
  });

  it('shows the inertia', () => {
    fc.assert(
      fc.property(symmetric, ({ n, matrix }) => {
        const eigenvalues = symmetricEigenvalues(matrix, n);
        fc.pre(eigenvalues.every((value) => Math.abs(value) > 1e-9));
        const positive = (values: Float64Array): number => values.filter((value) => value > 0).length;
        expect(positive(blockEigenvalues(ldl(matrix, n)))).toBe(positive(eigenvalues));
      }),
    );
  });

  it('solves as ml-matrix does', () => {
    fc.assert(
      fc.property(symmetric, fc.infiniteStream(fc.integer({ min: -9, max: 9 })), ({ n, matrix }, numbers) => {
        const magnitudes = symmetricEigenvalues(matrix, n).map(Math.abs).sort();
        fc.pre(magnitudes[0] > 1e-3);
        const b = Float64Array.from({ length: n }, () => numbers.next().value);
        const expected = solve(Matrix.from1DArray(n, n, matrix), Matrix.columnVector(b)).to1DArray();
        ldlSolve(ldl(matrix, n), b).forEach((xi, i) => {
          expect(Math.abs(xi - expected[i])).toBeLessThan(1e-8 * (1 + Math.abs(expected[i])));
        });
      }),
    );
  });

  it.each([
    { what: 'a saddle without a diagonal', matrix: [0, 1, 1, 0], b: [3, 5], x: [5, 3] },
    { what: 'one number', matrix: [-4], b: [2], x: [-0.5] },
    { what: 'huge entries', matrix: [0, 1e200, 1e200, 0], b: [1e200, 2e200], x: [2, 1] },
    { what: 'tiny entries', matrix: [1e-200, 3e-200, 3e-200, 1e-200], b: [4e-200, 4e-200], x: [1, 1] },
  ])('solves $what', ({ matrix, b, x }) => {
    ldlSolve(ldl(Float64Array.from(matrix), b.length), Float64Array.from(b)).forEach((xi, i) => {
      expect(xi).toBeCloseTo(x[i], 12);
    });
  });

  it('shows a singular matrix by a block of eigenvalue zero', () => {
    expect(Array.from(blockEigenvalues(ldl(Float64Array.of(1, 2, 2, 4), 2)))).toContain(0);
    expect(Array.from(blockEigenvalues(ldl(new Float64Array(9), 3)))).toEqual([0, 0, 0]);
  });

  it('solves with a residual of rounding on the reference Hessians', () => {
    for (const { n, points } of hessians.functions) {
      for (const { hessian } of points) {
        const matrix = Float64Array.from(hessian.flat());
        const factorisation = ldl(matrix, n);
        const sizes = blockEigenvalues(factorisation).map(Math.abs).sort();
        if (!(sizes[0] > 1e-10 * sizes[n - 1])) continue;
        const b = Float64Array.from({ length: n }, (_, i) => Math.sin(i + 1));
        const x = ldlSolve(factorisation, b);
        const size = Math.max(...x.map(Math.abs)) * Math.max(...matrix.map(Math.abs));
        for (let i = 0; i < n; i++) {
          const row = x.reduce((sum, xj, j) => sum + matrix[i * n + j] * xj, 0);
          expect(Math.abs(row - b[i])).toBeLessThan(1e-13 * n * (size + 1));
        }
      }
    }
  });
});
