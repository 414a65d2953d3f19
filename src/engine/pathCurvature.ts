import { conditionNumber } from './curvature/classify';
import { symmetricEigen } from './linalg/symmetricEigen';
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

export function curvatureAt(objective: Objective, x: Float64Array, stability: Stability | undefined): PointCurvature {
  const { n } = objective;
  const hessian = new Float64Array(n * n);
  objective.hessian(x, hessian);
  const { values, vectors } = symmetricEigen(hessian, n);
  return {
    conditionNumber: conditionNumber(values),
    eigenvalues: values,
    eigenvectors: n <= eigenvectorLimit ? vectors : new Float64Array(0),
    relativeSharpness: stability === undefined ? Number.NaN : sharpness(hessian, n, values, stability) / stability.limit,
  };
}

/** λmax of P⁻¹(H + sI), by its symmetric similar P^−½(H + sI)P^−½. */
function sharpness(hessian: Float64Array, n: number, eigenvalues: Float64Array, { preconditioner: p, shift = 0 }: Stability): number {
  if (p === undefined) return eigenvalues[n - 1] + shift;
  const preconditioned = hessian.map((entry, at) => {
    const i = Math.floor(at / n);
    const j = at % n;
    return (entry + (i === j ? shift : 0)) / Math.sqrt(p[i] * p[j]);
  });
  return symmetricEigen(preconditioned, n).values[n - 1];
}
