import { conditionNumber } from './curvature/classify';
import { symmetricEigen, symmetricEigenvalues } from './linalg/symmetricEigen';
import type { Objective } from './objective';
import type { Stability } from './optimizers/optimizer';

/** Above these numbers of parameters a path carries no eigenvalues, and no eigenvectors. */
export const curvatureLimit = 32;
export const eigenvectorLimit = 8;

/** Curvature at one point of a path. */
export interface PointCurvature {
  readonly conditionNumber: number;
  readonly eigenvalues: Float64Array;
  readonly eigenvectors: Float64Array;
  /** λmax of what the optimizer sees over its stable limit; NaN where no theory gives one. */
  readonly relativeSharpness: number;
}

/** `added`: a diagonal that belongs to what is minimised but not to the loss, as of penalties. It counts for stability alone. */
export function curvatureAt(objective: Objective, x: Float64Array, stability: Stability | undefined, added?: Float64Array): PointCurvature {
  const { n } = objective;
  const hessian = objective.hessian(x);
  const { values, vectors } = symmetricEigen(hessian, n);
  return {
    conditionNumber: conditionNumber(values),
    eigenvalues: values,
    eigenvectors: n <= eigenvectorLimit ? vectors : new Float64Array(0),
    relativeSharpness: stability === undefined ? Number.NaN : sharpnessSeen(hessian, values, stability, added) / stability.limit,
  };
}

/** λmax of P⁻¹(H + D + sI) with the added diagonal D, by its symmetric similar P^−½(H + D + sI)P^−½. */
export function sharpnessSeen(
  hessian: Float64Array,
  eigenvalues: Float64Array,
  { preconditioner: p, shift = 0 }: Stability,
  added?: Float64Array,
): number {
  const n = eigenvalues.length;
  if (p === undefined && added === undefined) return eigenvalues[n - 1] + shift;
  const seen = hessian.map((entry, at) => {
    const i = Math.floor(at / n);
    const j = at % n;
    const diagonal = i === j ? shift + (added?.[i] ?? 0) : 0;
    return (entry + diagonal) / (p === undefined ? 1 : Math.sqrt(p[i] * p[j]));
  });
  return symmetricEigenvalues(seen, n)[n - 1];
}
