import { norm } from '../linalg/vector';
import type { Objective } from '../objective';
import type { Point } from './optimizer';

/** Loss and gradient at x, together. */
export function evaluateAt(objective: Objective, x: Float64Array): Point {
  const gradient = new Float64Array(x.length);
  return { x, loss: objective.valueAndGradient(x, gradient), gradient };
}

/** The least that rounding does to a loss, relative to it. */
export const lossNoise = 4 * Number.EPSILON;
/** Where a loss is a sum of cancelling terms, rounding may do this much: from here down the gradient has a say (cf. Hager & Zhang 2005). */
export const lossDoubt = 1e-10;

/** The trial lies lower by what is required (≤ 0), or by all that can be told: its loss is in doubt and its gradient smaller. */
export function isLower(point: Point, trial: Point, required: number): boolean {
  const change = trial.loss - point.loss;
  const scale = Math.abs(point.loss);
  if (change <= required && change < -lossNoise * scale) return true;
  return Math.abs(change) <= lossDoubt * scale && norm(trial.gradient) < norm(point.gradient);
}
