/** What accompanies the picture, each only while it is shown. */
import type { CoefficientPath, PenaltyGeometry, Problem, Trajectory } from '../../../src/protocol/model';

/** Exponentially weighted averages of a run's loss, one value per row. */
export interface Averages {
  readonly of: Trajectory;
  readonly beta: number;
  readonly corrected: Float64Array;
  readonly uncorrected: Float64Array;
}

export interface Side {
  /** η of each coming step. */
  readonly preview: Float64Array | undefined;
  readonly averages: Averages | undefined;
  /** The focused path's internals at the scrubbed step, its last row, where the path itself is too long to carry them. */
  readonly detail: Trajectory | undefined;
  readonly geometry: PenaltyGeometry | undefined;
  readonly coefficients: CoefficientPath | undefined;
  /** Why there are no coefficients over α. */
  readonly problem: Problem | undefined;
}

export const noSide: Side = {
  preview: undefined,
  averages: undefined,
  detail: undefined,
  geometry: undefined,
  coefficients: undefined,
  problem: undefined,
};
