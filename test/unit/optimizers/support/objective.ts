import type { Objective } from '../../../../src/engine/objective';
import { jetVariables } from './jet';
import type { Loss } from './scalar';
import { reverseGradient } from './tape';

/** A test problem as an objective with exact derivatives, found independently of the engine's own. */
export function objectiveOf(loss: Loss, n: number): Objective {
  const hessianAt = (x: Float64Array): Float64Array => loss(jetVariables(x)).hessian;
  const valueAndGradient = (x: Float64Array, gradient: Float64Array): number => reverseGradient(loss, x, gradient);
  return {
    n,
    derivatives: 'exact',
    value: (x) => valueAndGradient(x, new Float64Array(n)),
    valueAndGradient,
    hessian: hessianAt,
    hessianVector(x, v, product) {
      const hessian = hessianAt(x);
      for (let i = 0; i < n; i++) product[i] = v.reduce((total, vj, j) => total + hessian[i * n + j] * vj, 0);
    },
  };
}
