import type { OptionValue } from './options';

export interface OptimizerChoice {
  readonly id: string;
  readonly options: Readonly<Record<string, OptionValue>>;
}

/** How often a run asked for each; rows that only report curvature are not counted. */
export interface Evaluations {
  readonly loss: number;
  readonly gradient: number;
  readonly hessian: number;
}

export type StopReason = 'steps' | 'converged' | 'early' | 'diverged' | 'stalled';

/** A run of one optimizer. Row k of `params` (length n) is the point after k steps; row 0 is the start. */
export interface Trajectory {
  readonly optimizer: string;
  readonly options: Readonly<Record<string, OptionValue>>;
  readonly n: number;
  /** Step numbers of the rows (all of 0…steps unless thinned with `every`). */
  readonly steps: Uint32Array;
  readonly params: Float64Array;
  /** The user's loss, without penalties. */
  readonly loss: Float64Array;
  /** Loss and penalties together: what is minimised. */
  readonly objective: Float64Array;
  /** Norm of the objective's gradient; at a kink of a penalty, of its shortest subgradient. */
  readonly gradientNorm: Float64Array;
  /** The rate that step k used; NaN at row 0. */
  readonly learningRate: Float64Array;
  /** κ per row; empty when curvature was not asked for or n is above the limit for curvature along a path. */
  readonly conditionNumber: Float64Array;
  /** rows × n, ascending within a row; empty like `conditionNumber`. */
  readonly eigenvalues: Float64Array;
  /** rows × n × n, vector k of a row belonging to its eigenvalue k; empty for n > 8. */
  readonly eigenvectors: Float64Array;
  /** λmax of what the optimizer sees (preconditioned for Adam) divided by its stable limit: 1 is the edge. Empty where no theory gives one. */
  readonly relativeSharpness: Float64Array;
  /** Loss on the batch that the next step sees; empty where every step sees all the data. */
  readonly batchLoss: Float64Array;
  /** Loss on held-out data per row; empty without any. */
  readonly validation: Float64Array;
  /** What the optimizer keeps per coordinate (m, v, …), rows × n each, NaN in rows before it exists; empty unless asked for. */
  readonly internals: Readonly<Record<string, Float64Array>>;
  /** What the optimizer judges its progress by, one number per row, NaN before it exists: for ADMM its residuals. */
  readonly measures: Readonly<Record<string, Float64Array>>;
  /** The result (length n): the last row, or after early stopping the one that was best on held-out data. */
  readonly answer: Float64Array;
  /** The step that reached `answer`. */
  readonly answerStep: number;
  readonly stopped: StopReason;
  /** In words, when the run ended before its steps: "converged at step 26". */
  readonly note?: string;
  readonly evaluations: Evaluations;
}
