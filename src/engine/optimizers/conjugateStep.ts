import { dot, norm, plus, scaled } from '../linalg/vector';
import type { Objective } from '../objective';
import { isLower, lossNoise } from './evaluate';
import { type LineSearchOptions, strongWolfe, wolfeDefaults } from './lineSearch';
import type { Point } from './optimizer';

/** What the next direction is made conjugate to. */
export interface LastStep {
  readonly direction: Float64Array;
  readonly gradient: Float64Array;
}

export interface ConjugateStep extends LastStep {
  /** The point reached; undefined when no step along the direction leads lower. */
  readonly reached: Point | undefined;
}

const search: LineSearchOptions = { ...wolfeDefaults, c2: 0.1, toleranceChange: 1e-14, noise: lossNoise };

/** One step of nonlinear conjugate gradients; the first trial is `share` of the step to the bottom of the parabola along the direction. */
export function conjugateStep(objective: Objective, point: Point, last: LastStep | undefined, share = 1): ConjugateStep {
  const { gradient } = point;
  const direction = conjugate(gradient, last);
  const { best } = strongWolfe(objective, point, direction, share * newtonLength(objective, point, direction), search);
  return { direction, gradient, reached: best.t > 0 && isLower(point, best, 0) ? best : undefined };
}

/** −gᵀd/dᵀHd (Shewchuk 1994, equation 57); where the loss does not curve up, as far as a unit step along −g goes. */
export function newtonLength(objective: Objective, { x, gradient }: Point, direction: Float64Array): number {
  const image = new Float64Array(x.length);
  objective.hessianVector(x, direction, image);
  const length = -dot(gradient, direction) / dot(direction, image);
  return length > 0 && Number.isFinite(length) ? length : Math.min(1, 1 / norm(direction));
}

/** −g + βd with Hager and Zhang's β, bounded below (their equation 1.5 with η = 0.01); steepest descent where it would not lead down. */
function conjugate(gradient: Float64Array, last: LastStep | undefined): Float64Array {
  const steepest = scaled(-1, gradient);
  if (last === undefined) return steepest;
  const { direction: d, gradient: before } = last;
  const y = plus(gradient, -1, before);
  const dy = dot(d, y);
  const beta = (dot(y, gradient) - (2 * dot(y, y) * dot(d, gradient)) / dy) / dy;
  const least = -1 / (norm(d) * Math.min(0.01, norm(before)));
  const direction = plus(steepest, Math.max(beta, least), d);
  return dot(direction, gradient) < 0 ? direction : steepest;
}
