import { norm } from '../linalg/vector';
import type { Objective } from '../objective';
import type { Point } from './optimizer';

/** Loss and gradient at x, together. */
export function evaluateAt(objective: Objective, x: Float64Array): Point {
  const gradient = new Float64Array(x.length);
  return { x, loss: objective.valueAndGradient(x, gradient), gradient };
}

/** What rounding can do to a loss, relative to it. */
export const lossNoise = 4 * Number.EPSILON;

/** Losses that rounding can't tell apart: the gradient decides. */
export function isBetterWithinRounding(point: Point, trial: Point): boolean {
  return Math.abs(trial.loss - point.loss) <= lossNoise * Math.abs(point.loss) && norm(trial.gradient) < norm(point.gradient);
}
