import { Failures } from '../failures';
import { gaussianVectors } from '../linalg/lanczos';
import { symmetricEigen } from '../linalg/symmetricEigen';
import { largestMagnitude, plus, row } from '../linalg/vector';
import type { Objective } from '../objective';

/** Up to so many parameters such a symmetry is looked for: that takes 2n gradients and an n × n eigenproblem. */
export const mostRescaled = 400;
/** Of singular values against the largest: what rounding leaves of 0, as the square root of what it leaves in the Gram matrix. */
const nullTolerance = 1e-6;
/** Components of the reduced basis that count as 0 or as a whole number of twelfths. */
const componentTolerance = 1e-5;
const twelfths = 12;
/** The loss may differ by this part of itself where it should be the same. */
const sameLoss = 1e-9;
const factors = [2, 1 / 3];

/**
 * Exponents d such that L(c^d₁θ₁, …, c^dₙθₙ) = L(θ) for every c > 0 and θ: a change of parameters that leaves the function as
 * it is, e.g. +1 on one layer of a ReLU network and −1 on the next (Dinh et al. 2017, §4.1); undefined when there are none.
 * Such d satisfy Σ dᵢθᵢ∂ᵢL = 0 everywhere: they span the null space of the matrix of θᵢ∂ᵢL over random θ.
 */
export function rescaling(objective: Objective, at: Float64Array, seed = 1): Float64Array | undefined {
  const { n } = objective;
  if (n < 2 || n > mostRescaled) return undefined;
  const spread = Math.max(1, largestMagnitude(at));
  const draw = gaussianVectors(n, seed);
  const failures = new Failures();
  const rows = Array.from({ length: 2 * n + 8 }, () => failures.attempt(() => generatorRow(objective, plus(at, spread, draw()))));
  const usable = rows.filter((entries) => entries !== undefined);
  if (usable.length < n) return undefined;
  const used = Array.from({ length: n }, (_, i) => usable.some((entries) => entries[i] !== 0));
  const found = reducedBasis(nullSpace(usable, n)).map(wholeTwelfths);
  const kept = found.filter((exponents) => exponents.every((d, i) => d === 0 || used[i]) && holds(objective, exponents, at, spread, draw));
  return kept.length === 0 ? undefined : kept.reduce((sum, exponents) => plus(sum, 1, exponents));
}

/** θ with every coordinate multiplied by c to the power of its exponent. */
export const rescaledBy = (at: Float64Array, exponents: Float64Array, c: number): Float64Array => at.map((xi, i) => xi * c ** exponents[i]);

/** θᵢ∂ᵢL, as a part of its largest; undefined where that is 0 or not finite. */
function generatorRow(objective: Objective, x: Float64Array): Float64Array | undefined {
  const gradient = new Float64Array(x.length);
  objective.valueAndGradient(x, gradient);
  const entries = gradient.map((gi, i) => x[i] * gi);
  const largest = largestMagnitude(entries);
  return largest > 0 && Number.isFinite(largest) ? entries.map((entry) => entry / largest) : undefined;
}

function nullSpace(rows: readonly Float64Array[], n: number): Float64Array[] {
  const gram = new Float64Array(n * n);
  for (const entries of rows) {
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) gram[i * n + j] += entries[i] * entries[j];
  }
  const { values, vectors } = symmetricEigen(gram, n);
  const zero = nullTolerance ** 2 * values[n - 1];
  return Array.from(values.keys())
    .filter((k) => values[k] <= zero)
    .map((k) => row(vectors, k, n).slice());
}

/** The basis in reduced row echelon form: each vector 1 where it leads and 0 where the others do. */
function reducedBasis(basis: readonly Float64Array[]): readonly Float64Array[] {
  let rest = [...basis];
  let reduced: Float64Array[] = [];
  for (let column = 0; rest.length > 0 && column < rest[0].length; column++) {
    const pivot = rest.reduce((best, v) => (Math.abs(v[column]) > Math.abs(best[column]) ? v : best));
    if (Math.abs(pivot[column]) <= componentTolerance) continue;
    const leading = pivot.map((component) => component / pivot[column]);
    const cleared = (v: Float64Array): Float64Array => plus(v, -v[column], leading);
    rest = rest.filter((v) => v !== pivot).map(cleared);
    reduced = [...reduced.map(cleared), leading];
  }
  return reduced;
}

const wholeTwelfths = (v: Float64Array): Float64Array =>
  v.map((component) => {
    // + 0 makes a plain 0 of −0.
    const whole = Math.round(component * twelfths) / twelfths + 0;
    return Math.abs(component - whole) <= componentTolerance ? whole : component;
  });

/** Whether the loss really is the same at rescaled points, which the first-order condition at a few points does not show. */
function holds(objective: Objective, exponents: Float64Array, at: Float64Array, spread: number, draw: () => Float64Array): boolean {
  const failures = new Failures();
  return factors.every((c) => {
    const x = plus(at, spread, draw());
    const pair = failures.attempt(() => [objective.value(x), objective.value(rescaledBy(x, exponents, c))] as const);
    return pair !== undefined && Math.abs(pair[0] - pair[1]) <= sameLoss * Math.abs(pair[0]);
  });
}
