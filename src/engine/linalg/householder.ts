import { largestMagnitude, norm } from './vector';

/**
 * T = QᵀAQ with T tridiagonal. Row k of `reflectors` holds the Householder vector vₖ (components k+1…n−1, the first of
 * them 1), `factors[k]` its τₖ: Q = Π (I − τₖ vₖ vₖᵀ). `offDiagonal[i]` couples i and i + 1; its last entry is 0.
 */
export interface Tridiagonal {
  readonly diagonal: Float64Array;
  readonly offDiagonal: Float64Array;
  readonly reflectors: Float64Array;
  readonly factors: Float64Array;
}

/** In a matrix scaled to entries of about 1: far below rounding, and far enough above the subnormals that no digit is lost. */
const negligible = 1e-200;

/**
 * Reduces a symmetric matrix (row-major, entries scaled to about 1, overwritten) to tridiagonal form by Householder reflections
 * (Golub & Van Loan, Matrix Computations, 4th ed., algorithm 8.3.1). Whole rows are updated, so that every inner loop is contiguous.
 */
export function tridiagonalise(matrix: Float64Array, n: number): Tridiagonal {
  const offDiagonal = new Float64Array(n);
  const factors = new Float64Array(n);
  const work = new Float64Array(n);
  for (let k = 0; k < n - 2; k++) {
    const { factor, beta } = reflector(matrix, n, k);
    factors[k] = factor;
    offDiagonal[k] = beta;
    if (factor !== 0) applyFromBothSides(matrix, n, k, factor, work);
  }
  if (n > 1) offDiagonal[n - 2] = matrix[(n - 2) * n + n - 1];
  const diagonal = Float64Array.from({ length: n }, (_, i) => matrix[i * n + i]);
  return { diagonal, offDiagonal, reflectors: matrix, factors };
}

/** Turns row k, right of the diagonal, into the vector v (v₀ = 1) that reflects it onto β e₁. */
function reflector(matrix: Float64Array, n: number, k: number): { factor: number; beta: number } {
  const row = matrix.subarray(k * n + k + 1, k * n + n);
  const first = row[0];
  if (largestMagnitude(row.subarray(1)) <= negligible) return { factor: 0, beta: first };
  const length = norm(row);
  const beta = first > 0 ? -length : length;
  for (let i = 1; i < row.length; i++) row[i] /= first - beta;
  row[0] = 1;
  return { factor: (beta - first) / beta, beta };
}

/** A ← PAP on the trailing block as a symmetric rank-2 update A − vwᵀ − wvᵀ, w = τAv − ½τ(τAv·v)v. */
function applyFromBothSides(matrix: Float64Array, n: number, k: number, factor: number, w: Float64Array): void {
  const v = matrix.subarray(k * n, k * n + n);
  let overlap = 0;
  for (let i = k + 1; i < n; i++) {
    let sum = 0;
    for (let j = k + 1, at = i * n + k + 1; j < n; j++, at++) sum += matrix[at] * v[j];
    w[i] = factor * sum;
    overlap += w[i] * v[i];
  }
  const shift = 0.5 * factor * overlap;
  for (let i = k + 1; i < n; i++) w[i] -= shift * v[i];
  for (let i = k + 1; i < n; i++) {
    const vi = v[i];
    const wi = w[i];
    for (let j = k + 1, at = i * n + k + 1; j < n; j++, at++) matrix[at] -= vi * w[j] + wi * v[j];
  }
}

/** Qᵀ, row-major: the rows that implicit QL rotates into eigenvectors. */
export function backTransform({ reflectors, factors }: Tridiagonal, n: number): Float64Array {
  const q = new Float64Array(n * n);
  for (let i = 0; i < n; i++) q[i * n + i] = 1;
  const work = new Float64Array(n);
  for (let k = n - 3; k >= 0; k--) {
    if (factors[k] !== 0) applyFromLeft(q, n, k, reflectors.subarray(k * n, k * n + n), factors[k], work);
  }
  return transposed(q, n);
}

function applyFromLeft(q: Float64Array, n: number, k: number, v: Float64Array, factor: number, projection: Float64Array): void {
  projection.fill(0);
  for (let i = k + 1; i < n; i++) {
    const vi = v[i];
    for (let j = k + 1, at = i * n + k + 1; j < n; j++, at++) projection[j] += vi * q[at];
  }
  for (let i = k + 1; i < n; i++) {
    const scaled = factor * v[i];
    for (let j = k + 1, at = i * n + k + 1; j < n; j++, at++) q[at] -= scaled * projection[j];
  }
}

function transposed(matrix: Float64Array, n: number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, at) => matrix[(at % n) * n + Math.floor(at / n)]);
}
