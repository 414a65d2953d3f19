import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { implicitQl } from './implicitQl';
import { orthogonalise } from './orthogonalise';
import { rotatingRows } from './rotations';
import { withPositiveLargest } from './symmetricEigen';
import { addScaled, dot, norm } from './vector';

/** Writes A·v into `product`, A symmetric. */
export type SymmetricProduct = (v: Float64Array, product: Float64Array) => void;

/** AQ = QT + βₖ qₖ₊₁ eₖᵀ after k steps: T has `alphas` on and `betas` beside its diagonal, `betas` ending with the residual βₖ. */
export interface LanczosBasis {
  readonly alphas: readonly number[];
  readonly betas: readonly number[];
  readonly vectors: readonly Float64Array[];
}

/** A coupling below this part of ‖A‖ means that the Krylov space is invariant. */
const invariant = 1e-13;

/**
 * The Lanczos process from a start vector, one product with A per step, yielding the basis as it grows; ends when the basis
 * spans ℝⁿ. Every vector is reorthogonalised against all earlier ones (Parlett, The Symmetric Eigenvalue Problem, §13.7–13.8), so that
 * no ghost eigenvalues appear. Where the space turns out to be invariant the process goes on from a fresh random vector
 * with β = 0. `locked` are orthonormal eigenvectors that are left out: the process then is that of A on their complement.
 */
export function* lanczos(
  multiply: SymmetricProduct,
  start: Float64Array,
  seed = 1,
  locked: readonly Float64Array[] = [],
): Generator<LanczosBasis, void> {
  const n = start.length;
  const random = gaussianVectors(n, seed);
  const alphas: number[] = [];
  const betas: number[] = [];
  const vectors: Float64Array[] = [freshDirection(() => start.slice(), locked)];
  let size = 0;
  for (let k = 0; k < n - locked.length; k++) {
    const next = new Float64Array(n);
    multiply(vectors[k], next);
    alphas.push(dot(vectors[k], next));
    addScaled(next, -alphas[k], vectors[k]);
    if (k > 0) addScaled(next, -betas[k - 1], vectors[k - 1]);
    const beta = orthogonalise(next, locked.length > 0 ? [...locked, ...vectors] : vectors);
    size = Math.max(size, Math.abs(alphas[k]) + beta);
    const closed = !(beta > invariant * size);
    betas.push(closed ? 0 : beta);
    yield { alphas, betas, vectors };
    if (k < n - locked.length - 1)
      vectors.push(closed ? freshDirection(random, [...locked, ...vectors]) : next.map((component) => component / beta));
  }
}

function freshDirection(random: () => Float64Array, basis: readonly Float64Array[]): Float64Array {
  const v = random();
  orthogonalise(v, basis);
  return unit(v);
}

function unit(v: Float64Array): Float64Array {
  const length = norm(v);
  return v.map((component) => component / length);
}

/** Independent vectors with uniformly distributed direction: standard normal components by Box and Muller's transform. */
export function gaussianVectors(n: number, seed: number): () => Float64Array {
  const generator = xoroshiro128plus(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log1p(-uniformFloat64(generator))) * Math.cos(2 * Math.PI * uniformFloat64(generator));
  return () => Float64Array.from({ length: n }, normal);
}

/** Vectors of independent random signs. */
export function rademacherVectors(n: number, seed: number): () => Float64Array {
  const generator = xoroshiro128plus(seed);
  return () => Float64Array.from({ length: n }, () => (uniformFloat64(generator) < 0.5 ? -1 : 1));
}

/** Eigenvalues of T, ascending, with the first and last components of its eigenvectors: weights of a quadrature, residuals of Ritz pairs. */
export interface RitzValues {
  readonly values: Float64Array;
  readonly first: Float64Array;
  readonly last: Float64Array;
}

export function ritzValues({ alphas, betas }: Pick<LanczosBasis, 'alphas' | 'betas'>): RitzValues {
  const k = alphas.length;
  const diagonal = Float64Array.from(alphas);
  const ends = new Float64Array(2 * k);
  ends[0] = 1;
  ends[2 * k - 1] = 1;
  implicitQl(diagonal, offDiagonalOf(betas, k), rotatingRows(ends, 2));
  const order = ascending(diagonal);
  return {
    values: Float64Array.from(order, (i) => diagonal[i]),
    first: Float64Array.from(order, (i) => ends[2 * i]),
    last: Float64Array.from(order, (i) => ends[2 * i + 1]),
  };
}

/** Ritz pairs at both ends of the spectrum; eigenvalues ascending, row k of `vectors` belonging to `values[k]`. */
export interface ExtremeEigenpairs {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
  /** ‖Au − λu‖ per pair: some eigenvalue lies within this of λ. */
  readonly residuals: Float64Array;
  readonly products: number;
  /** Every residual is within the tolerance. */
  readonly converged: boolean;
}

export interface ExtremeOptions {
  /** How many at each end. */
  readonly count?: number;
  /** Of the residuals, relative to |λ|max. The error of the value itself is about its square over the gap. */
  readonly tolerance?: number;
  /** Also bounds the memory: n numbers per step. */
  readonly maxSteps?: number;
  readonly seed?: number;
}

/** How far a run has come. */
export interface ExtremeProgress {
  readonly products: number;
  /** The Ritz values at both ends so far, ascending, and their residuals. */
  readonly values: Float64Array;
  readonly residuals: Float64Array;
}

/** How often convergence is looked at: the small eigenproblem costs k², a product often less. */
const checkEvery = 5;

/**
 * The `count` smallest and largest eigenvalues of A with their vectors, each as often as it occurs, all NaN where A is not finite;
 * yields the progress, about once per five products.
 */
export function* extremeEigenpairs(
  multiply: SymmetricProduct,
  n: number,
  options: ExtremeOptions = {},
): Generator<ExtremeProgress, ExtremeEigenpairs> {
  const { count = 1, seed = 1 } = options;
  let known = yield* eigenpairsOutside([], multiply, n, { ...options, count });
  // One start vector meets each eigenspace in one direction only, so that a repeated eigenvalue is found once (Parlett §13.10).
  for (let copies = 1; copies < count && known.converged && known.values.length === 2 * count && known.products < n; copies++) {
    const locked = rowsOf(known.vectors, n);
    const run = eigenpairsOutside(locked, multiply, n, { ...options, count: 1, seed: seed + 2 * copies, beyond: innermost(known) });
    let step = run.next();
    for (; !step.done; step = run.next()) yield { ...known, products: known.products + step.value.products };
    const joined = outermost(known, step.value, n, count);
    if (!joined) break;
    known = joined;
  }
  return known;
}

interface OutsideOptions extends ExtremeOptions {
  /** Eigenvalues between these, as far as a coarse run can tell, are not of interest. */
  readonly beyond?: readonly [number, number];
}

/** Where a run can be ended because it finds nothing beyond the eigenvalues that are known: residuals below this part of |λ|max. */
const coarse = 1e-4;

/** The outermost eigenpairs of A on the complement of eigenvectors that are known. */
function* eigenpairsOutside(
  locked: readonly Float64Array[],
  multiply: SymmetricProduct,
  n: number,
  { count = 1, tolerance = 1e-8, maxSteps = 300, seed = 1, beyond }: OutsideOptions,
): Generator<ExtremeProgress, ExtremeEigenpairs> {
  const size = n - locked.length;
  const limit = Math.min(size, maxSteps);
  let result: { basis: LanczosBasis; chosen: number[]; residuals: Float64Array; converged: boolean } | undefined;
  for (const basis of lanczos(multiply, gaussianVectors(n, seed)(), seed + 1, locked)) {
    const k = basis.alphas.length;
    if (!Number.isFinite(basis.alphas[k - 1])) return notFinite(n, count, k);
    if (k < limit && (k % checkEvery !== 0 || k < 2 * count)) continue;
    const { values, last } = ritzValues(basis);
    const chosen = bothEnds(k, count);
    const residuals = Float64Array.from(chosen, (i) => Math.abs(basis.betas[k - 1] * last[i]));
    const scale = Math.max(Math.abs(values[0]), Math.abs(values[k - 1]), ...(beyond ?? []).map(Math.abs), Number.MIN_VALUE);
    const largestResidual = Math.max(...residuals) / scale;
    const within = beyond !== undefined && beyond[0] <= values[0] && values[k - 1] <= beyond[1];
    const converged = k === size || largestResidual <= (within ? coarse : tolerance);
    result = { basis, chosen, residuals, converged };
    if (converged || k >= limit) break;
    yield { products: k, values: Float64Array.from(chosen, (i) => values[i]), residuals };
  }
  if (!result) throw new Error('A matrix of size 0 has no eigenvalues.');
  const { values, vectors } = ritzVectors(result.basis, result.chosen);
  return { values, vectors, residuals: result.residuals, products: result.basis.alphas.length, converged: result.converged };
}

const rowsOf = (vectors: Float64Array, n: number): readonly Float64Array[] =>
  Array.from({ length: vectors.length / n }, (_, k) => vectors.subarray(k * n, (k + 1) * n));

/** The largest of the smallest eigenvalues, the smallest of the largest. */
const innermost = ({ values }: ExtremeEigenpairs): readonly [number, number] => [values[values.length / 2 - 1], values[values.length / 2]];

/** The `count` outermost of both at each end; undefined where `more` has none that belongs among them. */
function outermost(known: ExtremeEigenpairs, more: ExtremeEigenpairs, n: number, count: number): ExtremeEigenpairs | undefined {
  const [low, high] = innermost(known);
  const resolution = 2 * Math.max(...known.residuals, ...more.residuals);
  const fresh = [...more.values.keys()].filter((i) => more.values[i] < low - resolution || more.values[i] > high + resolution);
  if (fresh.length === 0) return undefined;
  const pairs = [
    ...Array.from(known.values, (value, i) => ({ value, residual: known.residuals[i], vector: rowsOf(known.vectors, n)[i] })),
    ...fresh.map((i) => ({ value: more.values[i], residual: more.residuals[i], vector: rowsOf(more.vectors, n)[i] })),
  ].sort((a, b) => a.value - b.value);
  const chosen = bothEnds(pairs.length, count).map((i) => pairs[i]);
  return {
    values: Float64Array.from(chosen, ({ value }) => value),
    vectors: Float64Array.from(chosen.flatMap(({ vector }) => [...vector])),
    residuals: Float64Array.from(chosen, ({ residual }) => residual),
    products: known.products + more.products,
    converged: known.converged && more.converged,
  };
}

/** Of a matrix that is not finite: all NaN. */
function notFinite(n: number, count: number, products: number): ExtremeEigenpairs {
  const pairs = Math.min(n, 2 * count);
  const nans = (length: number): Float64Array => new Float64Array(length).fill(Number.NaN);
  return { values: nans(pairs), vectors: nans(pairs * n), residuals: nans(pairs), products, converged: false };
}

/** 0…count−1 and k−count…k−1, each once. */
function bothEnds(k: number, count: number): number[] {
  return Array.from({ length: k }, (_, i) => i).filter((i) => i < count || i >= k - count);
}

function ritzVectors({ alphas, betas, vectors }: LanczosBasis, chosen: readonly number[]): { values: Float64Array; vectors: Float64Array } {
  const k = alphas.length;
  const n = vectors[0].length;
  const diagonal = Float64Array.from(alphas);
  const rotated = new Float64Array(k * k);
  for (let i = 0; i < k; i++) rotated[i * k + i] = 1;
  implicitQl(diagonal, offDiagonalOf(betas, k), rotatingRows(rotated, k));
  const order = ascending(diagonal);
  const rows = new Float64Array(chosen.length * n);
  chosen.forEach((rank, to) => {
    const ritz = new Float64Array(n);
    for (let j = 0; j < k; j++) addScaled(ritz, rotated[order[rank] * k + j], vectors[j]);
    rows.set(withPositiveLargest(unit(ritz)), to * n);
  });
  return { values: Float64Array.from(chosen, (rank) => diagonal[order[rank]]), vectors: rows };
}

function offDiagonalOf(betas: readonly number[], k: number): Float64Array {
  return Float64Array.from({ length: k }, (_, i) => (i < k - 1 ? betas[i] : 0));
}

function ascending(values: Float64Array): number[] {
  return Array.from(values.keys()).sort((i, j) => values[i] - values[j]);
}
