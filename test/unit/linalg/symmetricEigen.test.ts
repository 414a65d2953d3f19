import fc from 'fast-check';
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { lowestEigen, symmetricEigen, symmetricEigenvalues } from '../../../src/engine/linalg/symmetricEigen';
import hessians from '../../reference/hessians.json';

const symmetricOf = (entry: fc.Arbitrary<number>) =>
  fc
    .integer({ min: 1, max: 12 })
    .chain((n) =>
      fc
        .array(entry, { minLength: n * n, maxLength: n * n })
        .map((entries) => ({ n, matrix: Float64Array.from(entries, (_, at) => entries[mirrored(at, n)]) })),
    );
/** Doubles of all magnitudes, subnormals among them. */
const symmetric = symmetricOf(fc.double({ min: -1e3, max: 1e3, noNaN: true }));
/** What rounding of subnormal entries may leave. */
const subnormal = 1e-321;
/** ml-matrix fails next to the subnormals. */
const tame = symmetricOf(fc.integer({ min: -1e6, max: 1e6 }).map((i) => i / 1e3));

/** The index of entry (i, j) with i ≤ j: reading through it makes any matrix symmetric. */
function mirrored(at: number, n: number): number {
  const [i, j] = [Math.floor(at / n), at % n];
  return Math.min(i, j) * n + Math.max(i, j);
}

function times(matrix: Float64Array, n: number, v: Float64Array): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => v.reduce((sum, vj, j) => sum + matrix[i * n + j] * vj, 0));
}

const norm = (matrix: Float64Array): number => Math.hypot(...matrix);

/** ‖AVᵀ − VᵀΛ‖ and ‖VVᵀ − I‖, entrywise largest. */
function defects(matrix: Float64Array, n: number): { residual: number; orthogonality: number } {
  const { values, vectors } = symmetricEigen(matrix, n);
  let residual = 0;
  let orthogonality = 0;
  for (let k = 0; k < n; k++) {
    const u = vectors.subarray(k * n, k * n + n);
    times(matrix, n, u).forEach((entry, i) => {
      residual = Math.max(residual, Math.abs(entry - values[k] * u[i]));
    });
    for (let l = 0; l <= k; l++) {
      const dot = u.reduce((sum, ui, i) => sum + ui * vectors[l * n + i], 0);
      orthogonality = Math.max(orthogonality, Math.abs(dot - (k === l ? 1 : 0)));
    }
  }
  return { residual, orthogonality };
}

/** The eigenvalues computed with all vectors, with none, and with the one of the smallest. */
const waysToValues = (matrix: Float64Array, n: number): readonly Float64Array[] => [
  symmetricEigen(matrix, n).values,
  symmetricEigenvalues(matrix, n),
  lowestEigen(matrix, n).values,
];

/** The vector that comes alone is of length 1 and an eigenvector of the smallest eigenvalue, to `tolerance`. */
function expectLowest(matrix: Float64Array, n: number, tolerance: number): void {
  const { values, vectors } = lowestEigen(matrix, n);
  expect(vectors).toHaveLength(n);
  expect(Math.abs(norm(vectors) - 1)).toBeLessThan(1e-14 * n);
  const residual = times(matrix, n, vectors).map((entry, i) => entry - values[0] * vectors[i]);
  expect(norm(residual)).toBeLessThanOrEqual(tolerance);
  expect(Math.max(...vectors)).toBeGreaterThanOrEqual(Math.max(...vectors.map(Math.abs)) * (1 - 1e-9));
}

/** To 10⁻¹³‖A‖, the eigenvalues those of ml-matrix, with and without vectors. */
function expectDiagonalised(matrix: Float64Array, n: number): void {
  const size = norm(matrix);
  expectLowest(matrix, n, 20 * Number.EPSILON * size);
  const { residual, orthogonality } = defects(matrix, n);
  expect(residual).toBeLessThanOrEqual(1e-13 * size);
  expect(orthogonality).toBeLessThan(1e-13);
  const decomposition = new EigenvalueDecomposition(Matrix.from1DArray(n, n, Array.from(matrix)), { assumeSymmetric: true });
  const expected = Float64Array.from(decomposition.realEigenvalues).sort();
  for (const values of waysToValues(matrix, n)) {
    values.forEach((value, k) => {
      expect(Math.abs(value - expected[k])).toBeLessThanOrEqual(1e-13 * size);
    });
  }
}

/** Entries (i ≤ j) of matrices that eigenvalue iterations have found hard. */
const SPECIAL: Readonly<Record<string, (i: number, j: number, n: number) => number>> = {
  'the identity': (i, j) => (i === j ? 1 : 0),
  'ones, of rank one,': () => 1,
  'a diagonal out of order': (i, j, n) => (i === j ? Math.abs(n / 2 - i) : 0),
  'Wilkinson’s matrix of nearly equal pairs': (i, j, n) => (i === j ? Math.abs((n - 1) / 2 - i) : j === i + 1 ? 1 : 0),
  'copies of Wilkinson’s matrix, weakly glued,': (i, j) =>
    i === j ? Math.abs(10 - (i % 21)) : j === i + 1 ? (j % 21 === 0 ? 1e-9 : 1) : 0,
  'a matrix graded over twenty orders of magnitude': (i, j, n) => 10 ** ((-20 * Math.max(i, j)) / n) * Math.cos(i + 2 * j),
  'the same from small to large': (i, j, n) => 10 ** ((-20 * (n - Math.min(i, j))) / n) * Math.cos(i + 2 * j),
  'the Hilbert matrix': (i, j) => 1 / (i + j + 1),
  'blocks without a coupling': (i, j) => (Math.floor(i / 7) === Math.floor(j / 7) ? Math.sin(i * j + 1) : 0),
  'a second difference': (i, j) => (i === j ? 2 : j === i + 1 ? -1 : 0),
  'an arrow': (i, j) => (i === j ? 1 : i === 0 ? 1e-8 : 0),
};

/** (I − 2uuᵀ) diag (I − 2uuᵀ) with a unit vector u, exactly symmetric. */
function reflected(spectrum: Float64Array): Float64Array {
  const n = spectrum.length;
  const u = Float64Array.from({ length: n }, (_, i) => Math.sin(i + 1));
  const square = u.reduce((sum, ui) => sum + ui * ui, 0);
  const reflection = (i: number, k: number): number => (i === k ? 1 : 0) - (2 * u[i] * u[k]) / square;
  return Float64Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(mirrored(at, n) / n), mirrored(at, n) % n];
    return spectrum.reduce((sum, value, k) => sum + value * reflection(i, k) * reflection(j, k), 0);
  });
}

describe('symmetricEigen', { timeout: 30_000 }, () => {
  it('diagonalises any symmetric matrix to working precision', () => {
    fc.assert(
      fc.property(symmetric, ({ n, matrix }) => {
        const { residual, orthogonality } = defects(matrix, n);
        expect(residual).toBeLessThanOrEqual(1e-14 * n * norm(matrix) + subnormal);
        expect(orthogonality).toBeLessThan(1e-14 * n);
      }),
    );
  });

  it('finds the eigenvector of the smallest eigenvalue alone', () => {
    fc.assert(fc.property(symmetric, ({ n, matrix }) => expectLowest(matrix, n, 1e-14 * n * norm(matrix) + subnormal)));
  });

  it('agrees with ml-matrix, ascending, with and without vectors', () => {
    fc.assert(
      fc.property(tame, ({ n, matrix }) => {
        const expected = new EigenvalueDecomposition(Matrix.from1DArray(n, n, Array.from(matrix)), { assumeSymmetric: true })
          .realEigenvalues;
        expected.sort((a, b) => a - b);
        const scale = 1e-13 * n * norm(matrix);
        for (const values of waysToValues(matrix, n)) {
          values.forEach((value, k) => {
            expect(Math.abs(value - expected[k])).toBeLessThanOrEqual(scale);
          });
        }
      }),
    );
  });

  it('makes the largest component of each vector positive', () => {
    fc.assert(
      fc.property(symmetric, ({ n, matrix }) => {
        const { vectors } = symmetricEigen(matrix, n);
        for (let k = 0; k < n; k++) {
          const u = vectors.subarray(k * n, k * n + n);
          const largest = Math.max(...u.map(Math.abs));
          expect(Math.max(...u)).toBeGreaterThanOrEqual(largest * (1 - 1e-9));
        }
      }),
    );
  });

  for (const { name, n, points } of hessians.functions) {
    it(`reproduces the reference spectra of ${name}`, () => {
      for (const point of points) {
        const matrix = Float64Array.from(point.hessian.flat());
        const { values, vectors } = symmetricEigen(matrix, n);
        const scale = Math.max(...point.eigenvalues.map(Math.abs));
        values.forEach((value, k) => {
          expect(Math.abs(value - point.eigenvalues[k])).toBeLessThanOrEqual(1e-13 * scale);
        });
        const simple = (k: number): boolean =>
          [k - 1, k + 1].every((other) => !(Math.abs(point.eigenvalues[other] - point.eigenvalues[k]) <= 1e-3 * scale));
        point.eigenvectors?.forEach((expected, k) => {
          if (!simple(k)) return;
          const dot = expected.reduce((sum, component, i) => sum + component * vectors[k * n + i], 0);
          expect(Math.abs(Math.abs(dot) - 1)).toBeLessThan(1e-12);
        });
      }
    });
  }

  it('loses no digit of the small eigenvalue of an ill-conditioned 2 × 2 matrix', () => {
    // Integers, so that det = 4·10⁸ + 1 − 4·10⁸ = 1 is exact: λ₋ = 1 / λ₊.
    const [a, b, c] = [400_000_001, 20_000, 1];
    const { values } = symmetricEigen(Float64Array.of(a, b, b, c), 2);
    expect(values[0] * values[1]).toBeCloseTo(1, 14);
    expect(values[0]).toBeCloseTo(1 / (a + c), 20);
  });

  it('handles diagonal, repeated, zero, huge and tiny entries exactly', () => {
    expect(symmetricEigen(Float64Array.of(3, 0, 0, -2), 2)).toEqual({
      values: Float64Array.of(-2, 3),
      vectors: Float64Array.of(0, 1, 1, 0),
    });
    expect(symmetricEigen(Float64Array.of(0.1, 0, 0, 0.1), 2).values).toEqual(Float64Array.of(0.1, 0.1));
    expect(symmetricEigen(new Float64Array(9), 3).values).toEqual(new Float64Array(3));
    expect(symmetricEigen(Float64Array.of(7), 1)).toEqual({ values: Float64Array.of(7), vectors: Float64Array.of(1) });
    for (const size of [1e200, 1e-200, 5e-324]) {
      const { values } = symmetricEigen(Float64Array.of(0, size, size, 0), 2);
      expect(values).toEqual(Float64Array.of(-size, size));
    }
    const repeated = Float64Array.of(2, 1, 1, 1, 2, 1, 1, 1, 2);
    symmetricEigen(repeated, 3).values.forEach((value, k) => {
      expect(value).toBeCloseTo([1, 1, 4][k], 14);
    });
  });

  it('keeps the scale of each block of a graded matrix', () => {
    const n = 6;
    const grades = [1e8, 1e5, 1e2, 1, 1e-3, 1e-6];
    const matrix = Float64Array.from({ length: n * n }, (_, at) => {
      const [i, j] = [Math.floor(at / n), at % n];
      return i === j ? grades[i] : 0.1 * Math.min(grades[i], grades[j]);
    });
    const { residual, orthogonality } = defects(matrix, n);
    expect(residual).toBeLessThan(1e-14 * 1e8);
    expect(orthogonality).toBeLessThan(1e-14);
    expect(symmetricEigen(matrix, n).values[n - 1]).toBeCloseTo(1e8, -3);
  });

  it('stays orthogonal where squares of the entries underflow', () => {
    const { residual, orthogonality } = defects(Float64Array.of(0, 0, -8e-160, 0, 0, -512, -8e-160, -512, 0), 3);
    expect(residual).toBeLessThan(1e-12);
    expect(orthogonality).toBeLessThan(1e-15);
  });

  it('answers NaN for a matrix that is not finite', () => {
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const matrix = Float64Array.of(1, bad, bad, 1);
      const nan = Number.NaN;
      expect(symmetricEigen(matrix, 2)).toEqual({ values: Float64Array.of(nan, nan), vectors: new Float64Array(4).fill(nan) });
      expect(lowestEigen(matrix, 2)).toEqual({ values: Float64Array.of(nan, nan), vectors: Float64Array.of(nan, nan) });
    }
  });

  it('diagonalises every order from 1 to 40, and around whole panels up to 200', () => {
    const orders = [...Array.from({ length: 40 }, (_, k) => k + 1), 47, 48, 49, 63, 64, 65, 99, 127, 128, 129, 199, 200];
    for (const n of orders) {
      const matrix = Float64Array.from({ length: n * n }, (_, at) => Math.sin(1 + mirrored(at, n) ** 1.3));
      expectDiagonalised(matrix, n);
    }
  });

  for (const [name, entry] of Object.entries(SPECIAL)) {
    it.each([3, 21, 60, 130])(`diagonalises ${name} of order %i`, (n) => {
      const matrix = Float64Array.from({ length: n * n }, (_, at) => {
        const [i, j] = [Math.floor(at / n), at % n];
        return entry(Math.min(i, j), Math.max(i, j), n);
      });
      expectDiagonalised(matrix, n);
    });
  }

  it('finds the multiplicities of a spectrum hidden by a rotation', () => {
    const n = 90;
    const spectrum = Float64Array.from({ length: n }, (_, k) => (k < 30 ? -1 : k < 60 ? 1e-9 * k : k < 89 ? 2 : 1e6));
    const { values } = symmetricEigen(reflected(spectrum), n);
    values.forEach((value, k) => {
      expect(Math.abs(value - spectrum[k])).toBeLessThan(1e-13 * 1e6);
    });
  });

  it('gives the same after a larger problem has left its traces in memory', () => {
    const matrix = Float64Array.from({ length: 49 }, (_, at) => Math.cos(mirrored(at, 7)));
    const before = symmetricEigen(matrix, 7);
    symmetricEigen(new Float64Array(100 * 100).fill(3), 100);
    expect(symmetricEigen(matrix, 7)).toEqual(before);
  });
});
