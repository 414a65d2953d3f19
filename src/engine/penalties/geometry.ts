import type { Objective } from '../objective';
import type { OptimizerChoice } from '../trajectory';
import type { Work } from '../work';
import { penaltyById } from '.';
import { penaltyBall } from './ball';
import { minimise } from './coefficientPath';
import { value } from './powers';
import { Regulariser } from './regulariser';

export interface PenaltyGeometryRequest {
  readonly penalties: readonly OptimizerChoice[];
  /** Coordinates left out of the penalties. */
  readonly unpenalized?: ReadonlySet<number> | undefined;
  /** Where the search for the optimum begins: of several minima, the one it leads to is meant. */
  readonly start: Float64Array;
  /** The coordinates across and up. */
  readonly plane: readonly [number, number];
}

/** Why the optimum lies where it does: the penalty's ball that goes through it, and the loss there. */
export interface PenaltyGeometry {
  /** The minimiser of L + R, length n. */
  readonly optimum: Float64Array;
  /** False when the search did not come to rest: then `optimum` is only the best point that it found. */
  readonly converged: boolean;
  /** L at the optimum, without the penalty. */
  readonly loss: number;
  /** The part of R that the two coordinates of the plane make. */
  readonly level: number;
  /** {R(u) + R(v) = level} in the plane, as `penaltyBall` gives it; empty when a coordinate of the plane is not penalised. */
  readonly outline: Float64Array;
}

/** The optimum minimises L within its ball (Hastie, Tibshirani & Friedman 2009, figure 3.11). Throws `OptionError` as a run does. */
export function* penaltyGeometry(
  objective: Objective,
  { penalties, unpenalized = new Set(), start, plane }: PenaltyGeometryRequest,
): Work<PenaltyGeometry> {
  const { x, converged } = yield* minimise(objective, Regulariser.of(penalties, unpenalized), start);
  const terms = penalties.flatMap(({ id, options }) => penaltyById(id).terms(options));
  const [across, up] = plane;
  const inBall = across !== up && plane.every((i) => !unpenalized.has(i));
  const level = inBall ? value(terms, x[across]) + value(terms, x[up]) : 0;
  return { optimum: x, converged, loss: objective.value(x), level, outline: penaltyBall(terms, level) };
}
