/** What is known at the scrubbed step: at once from the trajectory, completed by a readout when it arrives. */
import type { Inertia, Readout, Trajectory } from '../../../src/protocol/model';
import { distance, eigenvaluesAt, eigenvectorsAt, pointAt } from '../rows';

export interface Now {
  readonly row: number;
  readonly step: number;
  readonly at: Float64Array;
  readonly loss: number;
  readonly gradientNorm: number;
  readonly conditionNumber: number | undefined;
  readonly determinant: number | undefined;
  readonly inertia: Inertia | undefined;
  /** Descending: λ₁ is the largest. Empty when unknown. */
  readonly eigenvalues: readonly number[];
  /** uₖ of λₖ. */
  readonly eigenvectors: readonly Float64Array[];
  /** Undefined until a readout gives it. */
  readonly gradient: Float64Array | undefined;
  /** Between ∇L and u of the smallest λ, in degrees; undefined until a readout gives the gradient. */
  readonly angle: number | undefined;
}

/** Same as the engine's: |λ| ≤ 10⁻⁹·|λ|max counts as zero. */
const relativeZero = 1e-9;

export function nowAt(run: Trajectory, row: number, readout: Readout | undefined): Now {
  const at = pointAt(run, row);
  const matching = readout && readout.at.length === at.length && distance(readout.at, at) === 0 ? readout : undefined;
  const ownValues = eigenvaluesAt(run, row);
  const ownVectors = eigenvectorsAt(run, row);
  const values = ownValues.length > 0 ? ownValues : matching?.eigenvalues;
  const vectors = ownVectors.length > 0 ? ownVectors : matching?.eigenvectors;
  const eigenvalues = values ? [...values].reverse() : [];
  const eigenvectors = vectors ? split(vectors, run.n).reverse() : [];
  return {
    row,
    step: run.steps[row],
    at,
    loss: run.loss[row],
    gradientNorm: run.gradientNorm[row],
    conditionNumber: matching?.conditionNumber ?? run.conditionNumber[row],
    determinant: matching?.determinant ?? (ownValues.length > 0 ? ownValues.reduce((product, value) => product * value, 1) : undefined),
    inertia: matching?.inertia ?? (ownValues.length > 0 ? inertiaOf(ownValues) : undefined),
    eigenvalues,
    eigenvectors,
    gradient: matching?.gradient,
    angle: matching && eigenvectors.length > 0 ? angleBetween(matching.gradient, eigenvectors.at(-1)) : undefined,
  };
}

function split(vectors: Float64Array, n: number): Float64Array[] {
  return Array.from({ length: Math.floor(vectors.length / n) }, (_, k) => vectors.subarray(k * n, (k + 1) * n));
}

export function inertiaOf(eigenvalues: ArrayLike<number>): Inertia {
  const values = Array.from(eigenvalues);
  const zero = Math.max(relativeZero * Math.max(...values.map(Math.abs)), 1e-12);
  const count = (test: (value: number) => boolean) => values.filter(test).length;
  return [count((v) => v > zero), count((v) => Math.abs(v) <= zero), count((v) => v < -zero)];
}

/** In degrees, 0 … 90: an eigenvector has no sign. */
function angleBetween(gradient: Float64Array, direction: Float64Array | undefined): number | undefined {
  const norm = Math.hypot(...gradient);
  if (!direction || norm === 0) return undefined;
  const cosine = Math.abs(gradient.reduce((sum, g, i) => sum + g * direction[i], 0)) / norm;
  return (Math.acos(Math.min(1, cosine)) * 180) / Math.PI;
}
