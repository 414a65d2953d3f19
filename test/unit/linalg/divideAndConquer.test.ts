import fc from 'fast-check';
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { eigenMemory, entryOf } from '../../../src/engine/linalg/eigenKernels';
import { implicitQl } from '../../../src/engine/linalg/implicitQl';
import { forgotten } from '../../../src/engine/linalg/rotations';
import { divideAndConquer } from '../../../src/engine/linalg/tridiagonal/divideAndConquer';
import { dot, largestMagnitude } from '../../../src/engine/linalg/vector';

interface Tridiagonal {
  readonly diagonal: Float64Array;
  /** Entry i couples i and i + 1; the last is 0. */
  readonly offDiagonal: Float64Array;
}

type Entries = (i: number, n: number) => number;

const tridiagonal = (n: number, diagonal: Entries, offDiagonal: Entries): Tridiagonal => ({
  diagonal: Float64Array.from({ length: n }, (_, i) => diagonal(i, n)),
  offDiagonal: Float64Array.from({ length: n }, (_, i) => (i < n - 1 ? offDiagonal(i, n) : 0)),
});

/** Eigenvalues unsorted, row k of `vectors` belonging to the value k. */
function solved({ diagonal, offDiagonal }: Tridiagonal): { values: Float64Array; vectors: Float64Array[] } {
  const n = diagonal.length;
  const memory = eigenMemory(n);
  const values = diagonal.slice();
  divideAndConquer(memory, values, offDiagonal.slice());
  const vectors = Array.from({ length: n }, (_, k) => Float64Array.from({ length: n }, (_, i) => memory.doubles[entryOf(memory, k, i)]));
  return { values, vectors };
}

/** Row i of a tridiagonal matrix, times u. */
function rowTimes({ diagonal, offDiagonal }: Tridiagonal, u: Float64Array, i: number): number {
  const before = i === 0 ? 0 : offDiagonal[i - 1] * u[i - 1];
  return before + diagonal[i] * u[i] + (i === u.length - 1 ? 0 : offDiagonal[i] * u[i + 1]);
}

/** The pairs' errors and the deviation from orthogonality within (n + 20)ε, the values those of implicit QL. */
function expectSolved(problem: Tridiagonal): void {
  const n = problem.diagonal.length;
  const { values, vectors } = solved(problem);
  const size = largestMagnitude(values);
  const tolerance = (n + 20) * Number.EPSILON;
  vectors.forEach((u, k) => {
    const error = Math.hypot(...u.map((ui, i) => (rowTimes(problem, u, i) - values[k] * ui) / (size || 1)));
    expect(error).toBeLessThanOrEqual(tolerance);
    for (let l = 0; l <= k; l++) {
      const deviation = Math.abs(dot(u, vectors[l]) - (k === l ? 1 : 0));
      if (!(deviation <= tolerance)) expect.fail(`vectors ${k} and ${l} deviate by ${deviation}`);
    }
  });
  const byQl = problem.diagonal.slice();
  implicitQl(byQl, problem.offDiagonal.slice(), forgotten(n));
  byQl.sort();
  values.sort().forEach((value, k) => {
    expect(Math.abs(value - byQl[k])).toBeLessThanOrEqual(tolerance * size);
  });
}

/** Numbers from 0 to 1, as good as random. */
const random = (i: number): number => Math.abs(Math.sin(12.9898 * i + 78.233) * 43758.5453) % 1;

/** Tridiagonal matrices that eigenvalue solvers have found hard: their entries on the diagonal and beside it. */
const HARD: Readonly<Record<string, readonly [diagonal: Entries, offDiagonal: Entries]>> = {
  zeros: [() => 0, () => 0],
  'the identity': [() => 1, () => 0],
  'Wilkinson’s W21+': [(i) => Math.abs(10 - (i % 21)), (i) => (i % 21 === 20 ? 0 : 1)],
  'Wilkinson’s W21+, strongly glued': [(i) => Math.abs(10 - (i % 21)), (i) => (i % 21 === 20 ? 1e-4 : 1)],
  'Wilkinson’s W21+, weakly glued': [(i) => Math.abs(10 - (i % 21)), (i) => (i % 21 === 20 ? 1e-14 : 1)],
  'one long Wilkinson matrix': [(i, n) => Math.abs((n - 1) / 2 - i), () => 1],
  'a second difference': [() => 2, () => -1],
  'a diagonal of zeros': [() => 0, () => 1],
  'couplings of both signs': [(i) => random(i), (i) => random(i + 1000) - 0.5],
  'some couplings of zero': [(i) => random(i), (i) => (i % 3 === 0 ? 0 : random(i + 1000))],
  'equal blocks without a coupling': [(i) => i % 4, (i) => (i % 8 === 7 ? 0 : 1)],
  'entries 0, 1 and −1': [(i) => Math.floor(3 * random(i)) - 1, (i) => Math.floor(3 * random(i + 1000)) - 1],
  'grades from 1 to 1e-16': [(i, n) => 10 ** ((-16 * i) / n), (i, n) => 0.5 * 10 ** ((-16 * i) / n)],
  'grades from 1e-16 to 1': [(i, n) => 10 ** ((-16 * (n - i)) / n), (i, n) => 0.5 * 10 ** ((-16 * (n - i)) / n)],
  'grades from 1 to subnormal': [(i, n) => 10 ** ((-320 * i) / n), (i, n) => 10 ** ((-320 * i) / n)],
  'grades from subnormal to 1': [(i, n) => 10 ** ((-320 * (n - i)) / n), (i, n) => 10 ** ((-320 * (n - i)) / n)],
  'magnitudes without an order': [(i) => 10 ** (-16 * random(i)), (i) => 10 ** (-16 * random(i + 1000))],
  'couplings far below the diagonal': [(i) => 1 + 1e-15 * i, (i) => 1e-14 * random(i)],
  'couplings far above the diagonal': [(i) => 1e-16 * i, () => 1],
  'one large entry': [(i, n) => (i === n >> 1 ? 1e12 : 1), () => 0.3],
};

describe('divideAndConquer', { timeout: 60_000 }, () => {
  for (const [name, [diagonal, offDiagonal]] of Object.entries(HARD)) {
    it.each([65, 96, 129, 200, 300])(`solves ${name}, of order %i`, (n) => {
      expectSolved(tridiagonal(n, diagonal, offDiagonal));
    });
  }

  it('solves every order around its first divisions', () => {
    for (let n = 1; n <= 145; n++)
      expectSolved(
        tridiagonal(
          n,
          (i) => random(i) - 0.5,
          (i) => random(n + i),
        ),
      );
  });

  it('solves any matrix with entries of few values, among which are many equal ones', () => {
    const entry = fc.constantFrom(-1, 0, 0, 1, 1, 2, 1e-8, 1e-15, 1e-16, 1e-150);
    const entries = (n: number) => fc.array(entry, { minLength: n, maxLength: n });
    fc.assert(
      fc.property(
        fc.integer({ min: 66, max: 140 }).chain((n) => fc.tuple(entries(n), entries(n))),
        ([diagonal, offDiagonal]) => {
          expectSolved(
            tridiagonal(
              diagonal.length,
              (i) => diagonal[i],
              (i) => offDiagonal[i],
            ),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('solves a matrix whose halves are coupled so weakly that only one of them feels it', () => {
    // The coupling between rows 31 and 32 meets the eigenvector e₃₁ in full, and small components of all others.
    const couplings: Entries = (i) => (i === 30 ? 0 : i === 31 ? 2e-15 : 0.2);
    expectSolved(tridiagonal(66, () => 0.5, couplings));
  });

  it('gives the known eigenvalues 2 − 2cos(kπ/(n + 1)) of the second difference', () => {
    const n = 257;
    const { values } = solved(
      tridiagonal(
        n,
        () => 2,
        () => -1,
      ),
    );
    values.sort().forEach((value, k) => {
      expect(Math.abs(value - (2 - 2 * Math.cos(((k + 1) * Math.PI) / (n + 1))))).toBeLessThan(4 * n * Number.EPSILON);
    });
  });

  it('gives the integers that are the eigenvalues of Clement’s matrix', () => {
    const n = 180;
    const { values } = solved(
      tridiagonal(
        n,
        () => 0,
        (i) => Math.sqrt((i + 1) * (n - 1 - i)),
      ),
    );
    values.sort().forEach((value, k) => {
      expect(Math.abs(value - (2 * k + 1 - n))).toBeLessThan(n * n * Number.EPSILON);
    });
  });

  it('agrees with ml-matrix', () => {
    const n = 150;
    const problem = tridiagonal(n, random, (i) => random(i + 500));
    const matrix = Matrix.zeros(n, n);
    for (let i = 0; i < n; i++) matrix.set(i, i, problem.diagonal[i]);
    for (let i = 0; i < n - 1; i++) {
      matrix.set(i, i + 1, problem.offDiagonal[i]);
      matrix.set(i + 1, i, problem.offDiagonal[i]);
    }
    const expected = Float64Array.from(new EigenvalueDecomposition(matrix, { assumeSymmetric: true }).realEigenvalues).sort();
    solved(problem)
      .values.sort()
      .forEach((value, k) => {
        expect(Math.abs(value - expected[k])).toBeLessThan(1e-13);
      });
  });
});
