import type { EigenMemory } from './eigenKernels';
import { bytes, PANEL } from './kernelCode';
import { addScaled, dot, largestMagnitude, norm, row } from './vector';

/**
 * T = QᵀAQ with T tridiagonal. Row k of the matrix in memory holds, right of the diagonal, the Householder vector vₖ (the first
 * component 1), `factors[k]` its τₖ: Q = Π (I − τₖ vₖ vₖᵀ). `offDiagonal[i]` couples i and i + 1; its last entry is 0.
 */
export interface Tridiagonal {
  readonly diagonal: Float64Array;
  readonly offDiagonal: Float64Array;
  readonly factors: Float64Array;
}

/** In a matrix scaled to entries of about 1: far below rounding, and far enough above the subnormals that no digit is lost. */
const negligible = 1e-200;
/** Sums of squares below this have lost digits to underflow. */
const underflowing = 1e-280;

/**
 * Reduces the symmetric matrix in memory (entries scaled to about 1, overwritten) to tridiagonal form by Householder reflections
 * (Golub & Van Loan, Matrix Computations, 4th ed., algorithm 8.3.1). The update A − vpᵀ − pvᵀ by each reflection waits for the
 * product A·u of the next, so that the matrix passes through the processor once per reflection.
 */
export function tridiagonalise(memory: EigenMemory, n: number): Tridiagonal {
  const { doubles, matrix, stride, vectors } = memory;
  const [diagonal, offDiagonal, factors] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  doubles.fill(0, vectors.v, vectors.v + 4 * stride);
  for (let k = 0; k < n; k++) {
    updateRow(memory, n, k);
    const start = matrix + k * stride + k;
    diagonal[k] = doubles[start];
    if (k < n - 2) {
      const { factor, beta } = reflector(doubles.subarray(start + 1, start + n - k));
      factors[k] = factor;
      offDiagonal[k] = beta;
      reflect(memory, n, k, factor);
    } else if (k === n - 2) offDiagonal[k] = doubles[start + 1];
  }
  return { diagonal, offDiagonal, factors };
}

/** The update that waits, for row k from the diagonal on. */
function updateRow({ doubles, matrix, stride, vectors: { v, p } }: EigenMemory, n: number, k: number): void {
  const row = matrix + k * stride;
  const [vk, pk] = [doubles[v + k], doubles[p + k]];
  for (let j = k; j < n; j++) doubles[row + j] -= vk * doubles[p + j] + pk * doubles[v + j];
}

/** Turns a row, right of the diagonal, into the vector v (v₀ = 1) that reflects it onto β e₁. */
function reflector(row: Float64Array): { factor: number; beta: number } {
  const first = row[0];
  let rest = 0;
  for (let i = 1; i < row.length; i++) rest += row[i] * row[i];
  const isTiny = rest < underflowing;
  if (isTiny && largestMagnitude(row.subarray(1)) <= negligible) return { factor: 0, beta: first };
  const length = isTiny ? norm(row) : Math.sqrt(first * first + rest);
  const beta = first > 0 ? -length : length;
  const share = 1 / (first - beta);
  for (let i = 1; i < row.length; i++) row[i] *= share;
  row[0] = 1;
  return { factor: (beta - first) / beta, beta };
}

/** Carries out the update that waits on the rows below k, and leaves that of reflection k to wait: v = u, p = τAu − ½τ(τAu·u)u. */
function reflect({ doubles, kernels, matrix, stride, vectors: { v, p, u, y } }: EigenMemory, n: number, k: number, factor: number): void {
  const next = k + 1;
  doubles.fill(0, u, u + stride);
  if (factor !== 0) doubles.set(doubles.subarray(matrix + k * stride + next, matrix + k * stride + n), u + next);
  doubles.fill(0, y, y + stride);
  // Pairs of rows begin at even ones. Row k, which may be the first, is done: nothing is to be added to it.
  doubles[v + k] = doubles[p + k] = 0;
  const first = next - (next % 2);
  kernels.updateAndMultiply(
    bytes(matrix + first * stride + first),
    Math.ceil((n - first) / 2),
    bytes(stride),
    bytes(stride - first),
    bytes(v + first),
    bytes(p + first),
    bytes(u + first),
    bytes(y + first),
  );
  let overlap = 0;
  for (let i = next; i < n; i++) overlap += doubles[y + i] * doubles[u + i];
  const shift = 0.5 * factor * factor * overlap;
  doubles.copyWithin(v, u, u + stride);
  for (let i = next; i < n; i++) doubles[p + i] = factor * doubles[y + i] - shift * doubles[u + i];
}

/** Q times one vector (length n): an eigenvector of T becomes that of A. */
export function reflectBack({ doubles, matrix, stride }: EigenMemory, { factors }: Tridiagonal, vector: Float64Array): void {
  const n = vector.length;
  for (let k = n - 3; k >= 0; k--) {
    const v = doubles.subarray(matrix + k * stride + k + 1, matrix + k * stride + n);
    const part = vector.subarray(k + 1);
    if (factors[k] !== 0) addScaled(part, -factors[k] * dot(v, part), v);
  }
}

/**
 * Q times the rows of memory, in the given order: eigenvectors of T become those of A, row by row (n × n). As many of them as a panel has
 * columns stay in the cache while all reflections are applied, two at a time.
 */
export function backTransform(memory: EigenMemory, { factors }: Tridiagonal, order: readonly number[]): Float64Array {
  const { held, kernels } = memory;
  const n = order.length;
  const pairs = reflectionPairs(memory, factors, n);
  const vectors = new Float64Array(n * n);
  for (let first = 0; first < n; first += PANEL) {
    const chosen = order.slice(first, first + PANEL);
    holdAsColumns(memory, chosen);
    for (const { k, v, w, tau, sigma, overlap } of pairs) {
      kernels.reflectTwice(bytes(held + (k + 1) * PANEL), n - k - 1, bytes(v), bytes(w), tau, sigma, overlap);
    }
    for (let i = 0; i < chosen.length; i++) copyColumn(memory, i, row(vectors, first + i, n));
  }
  return vectors;
}

function holdAsColumns({ doubles, held, rows, stride }: EigenMemory, chosen: readonly number[]): void {
  for (const [i, k] of chosen.entries()) {
    for (let column = 0; column < stride; column += PANEL) {
      const [from, to] = [rows + column * stride + k * PANEL, held + column * PANEL + i];
      for (let j = 0; j < PANEL; j++) doubles[to + j * PANEL] = doubles[from + j];
    }
  }
}

function copyColumn({ doubles, held }: EigenMemory, i: number, to: Float64Array): void {
  for (let j = 0; j < to.length; j++) to[j] = doubles[held + j * PANEL + i];
}

/** Two successive reflections I − τvvᵀ and I − σwwᵀ, both vectors from component k + 1 on, and vᵀw. */
interface ReflectionPair {
  readonly k: number;
  readonly v: number;
  readonly w: number;
  readonly tau: number;
  readonly sigma: number;
  readonly overlap: number;
}

/** From the last to the first; where their number is odd, the very first goes with one that changes nothing. */
function reflectionPairs({ doubles, matrix, stride }: EigenMemory, factors: Float64Array, n: number): ReflectionPair[] {
  const pairs: ReflectionPair[] = [];
  for (let k = n - 4; k >= -1; k -= 2) {
    const second = matrix + (k + 1) * stride;
    if (k < 0) pairs.push({ k: 0, v: second + 1, w: second + 1, tau: factors[0], sigma: 0, overlap: 0 });
    else {
      const [v, w] = [matrix + k * stride + k + 1, second + k + 1];
      doubles[w] = 0;
      const overlap = dot(doubles.subarray(v, v + n - k - 1), doubles.subarray(w, w + n - k - 1));
      pairs.push({ k, v, w, tau: factors[k], sigma: factors[k + 1], overlap });
    }
  }
  return pairs;
}
