/** Runs from many starts: what is told of each, and what is kept of all. Apart from the running, which needs every optimizer. */
import type { StopReason } from '../trajectory';
import type { UnitCount } from './units';

/** A run from a start that a seed has drawn. */
export interface StartTrial {
  readonly seed: number;
  readonly startLoss: number;
  /** Of the answer; NaN where the run could not begin. */
  readonly loss: number;
  /** On held-out data; undefined without any. */
  readonly validation: number | undefined;
  /** `failed`: the loss threw, or was not finite at the start. */
  readonly stopped: StopReason | 'failed';
  /** The curve, thinned out: step numbers and losses. Empty where it is not kept. */
  readonly steps: Uint32Array;
  readonly losses: Float64Array;
  /** Undefined where the loss can't be traced. */
  readonly unitsAtStart: UnitCount | undefined;
  readonly unitsAtEnd: UnitCount | undefined;
}

/** The same trials, but only those that end lowest and highest keep their curves: the others' would be much to carry. */
export function withCurvesOfEnds(trials: readonly StartTrial[]): readonly StartTrial[] {
  const ended = trials.filter(({ loss, stopped }) => Number.isFinite(loss) && stopped !== 'diverged').sort((a, b) => a.loss - b.loss);
  const kept = new Set([ended[0], ended.at(-1)]);
  return trials.map((trial) => (kept.has(trial) ? trial : { ...trial, steps: new Uint32Array(), losses: new Float64Array() }));
}
