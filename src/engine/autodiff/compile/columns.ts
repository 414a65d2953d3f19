import type { Evaluator } from '../evaluator';
import type { HessianMatrix } from '../hessianMatrix';

/** The Hessian from n products with unit vectors; false off the recorded path. */
export function hessianByColumns(evaluator: Pick<Evaluator, 'hessianVector'>, x: Float64Array, matrix: HessianMatrix): boolean {
  const n = x.length;
  const hessian = matrix.overwritten();
  const [unit, column] = [new Float64Array(n), new Float64Array(n)];
  for (let j = 0; j < n; j++) {
    unit.fill(0)[j] = 1;
    if (!evaluator.hessianVector(x, unit, column)) return false;
    for (let i = j; i < n; i++) hessian[i * n + j] = hessian[j * n + i] = column[i];
  }
  return true;
}
