import { type EigenMemory, eigenMemory } from './eigenKernels';
import { backTransform, reflectBack, type Tridiagonal, tridiagonalise } from './householder';
import { implicitQl } from './implicitQl';
import { inverseIteration } from './inverseIteration';
import { forgotten } from './rotations';
import { ascending } from './tridiagonal/deflation';
import { divideAndConquer } from './tridiagonal/divideAndConquer';
import { largestMagnitude, row } from './vector';

/** Eigenvalues ascending; row k of `vectors` (row-major n × n) is the unit eigenvector of `values[k]`, its largest component positive. */
export interface SymmetricEigen {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

/**
 * Eigenvalues and eigenvectors of a symmetric n × n matrix (row-major): in closed form for n = 2, else Householder
 * tridiagonalisation and divide and conquer, their inner loops in WebAssembly. Backward stable: each value is within a small multiple of ε‖A‖.
 * A matrix with an entry that is not finite has no eigenvalues: all values and vectors are NaN.
 */
export function symmetricEigen(matrix: Float64Array, n: number): SymmetricEigen {
  const scale = powerOfTwoScale(matrix);
  if (Number.isNaN(scale)) return { values: new Float64Array(n).fill(Number.NaN), vectors: new Float64Array(n * n).fill(Number.NaN) };
  if (n === 2) return closedForm(matrix[0] / scale, matrix[1] / scale, matrix[3] / scale, scale);
  const memory = scaledMatrix(matrix, n, scale);
  const reduced = tridiagonalise(memory, n);
  divideAndConquer(memory, reduced.diagonal, reduced.offDiagonal);
  const order = ascending(reduced.diagonal);
  const vectors = backTransform(memory, reduced, order);
  for (let k = 0; k < n; k++) makeLargestPositive(row(vectors, k, n));
  return { values: Float64Array.from(order, (k) => reduced.diagonal[k] * scale), vectors };
}

/** The eigenvalues alone, ascending: for n in the hundreds more than twice as fast as with the vectors. */
export function symmetricEigenvalues(matrix: Float64Array, n: number): Float64Array {
  if (n === 2) return symmetricEigen(matrix, n).values;
  const scale = powerOfTwoScale(matrix);
  if (Number.isNaN(scale)) return new Float64Array(n).fill(Number.NaN);
  return tridiagonalValues(tridiagonalise(scaledMatrix(matrix, n, scale), n)).map((value) => value * scale);
}

/** All eigenvalues and, in `vectors`, the eigenvector of the smallest alone (length n): little slower than the eigenvalues. */
export function lowestEigen(matrix: Float64Array, n: number): SymmetricEigen {
  const scale = powerOfTwoScale(matrix);
  if (n === 2 || Number.isNaN(scale)) {
    const { values, vectors } = symmetricEigen(matrix, n);
    return { values, vectors: vectors.slice(0, n) };
  }
  const memory = scaledMatrix(matrix, n, scale);
  const reduced = tridiagonalise(memory, n);
  const values = tridiagonalValues(reduced);
  const lowest = inverseIteration(reduced, values[0]);
  reflectBack(memory, reduced, lowest);
  makeLargestPositive(lowest);
  return { values: values.map((value) => value * scale), vectors: lowest };
}

/** Ascending. */
function tridiagonalValues({ diagonal, offDiagonal }: Tridiagonal): Float64Array {
  const values = diagonal.slice();
  implicitQl(values, offDiagonal.slice(), forgotten(values.length));
  return values.sort();
}

/** A power of two near the largest entry, and its reciprocal one too, so that nothing overflows and scaling is exact; NaN when an entry is not finite. */
function powerOfTwoScale(matrix: Float64Array): number {
  const largest = largestMagnitude(matrix);
  if (!Number.isFinite(largest)) return Number.NaN;
  return largest === 0 ? 1 : 2 ** Math.max(Math.floor(Math.log2(largest)), -1022);
}

/**
 * The 2 × 2 case. The eigenvalue of larger magnitude is a sum of terms of one sign, the other is det / it, and the
 * rotation t = tan φ comes from the stable root (Golub & Van Loan, Matrix Computations, 4th ed., §8.5.2).
 */
function closedForm(a: number, b: number, c: number, scale: number): SymmetricEigen {
  const sum = a + c;
  const gap = Math.hypot(a - c, 2 * b);
  const t = gap === 0 ? 0 : (2 * b) / (Math.abs(a - c) + gap);
  const length = Math.hypot(1, t);
  const [p, q] = a >= c ? [1 / length, t / length] : [t / length, 1 / length];
  const [lower, upper] = closedFormValues(a, b, c, sum, gap);
  const vectors = new Float64Array(4);
  vectors.set(withPositiveLargest(Float64Array.of(0 - q, p)));
  vectors.set(withPositiveLargest(Float64Array.of(p, q)), 2);
  return { values: Float64Array.of(lower * scale, upper * scale), vectors };
}

function closedFormValues(a: number, b: number, c: number, sum: number, gap: number): [lower: number, upper: number] {
  if (b === 0) return [Math.min(a, c), Math.max(a, c)];
  const dominant = (sum < 0 ? sum - gap : sum + gap) / 2;
  const other = (a * c - b * b) / dominant;
  return sum < 0 ? [dominant, other] : [other, dominant];
}

/** The upper triangle in memory, divided by a power of two, padded with zeros. */
function scaledMatrix(entries: Float64Array, n: number, scale: number): EigenMemory {
  const memory = eigenMemory(n);
  const { doubles, matrix, stride } = memory;
  const share = 1 / scale;
  doubles.fill(0, matrix, matrix + (n + 1) * stride);
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) doubles[matrix + i * stride + j] = share * entries[i * n + j];
  }
  return memory;
}

export function withPositiveLargest(vector: Float64Array): Float64Array {
  const result = vector.slice();
  makeLargestPositive(result);
  return result;
}

/** 0 − x makes no −0. */
function makeLargestPositive(vector: Float64Array): void {
  if (hasNegativeLargest(vector)) for (let i = 0; i < vector.length; i++) vector[i] = 0 - vector[i];
}

/** The first of the largest components decides; near-ties count as ties, or rounding would flip (1, −1)/√2. */
function hasNegativeLargest(vector: Float64Array): boolean {
  const enough = largestMagnitude(vector) * (1 - 1e-9);
  let leading = 0;
  while (Math.abs(vector[leading]) < enough) leading++;
  return vector[leading] < 0;
}
