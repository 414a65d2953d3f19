import { t } from '../../l10n/t';
import type { Objective } from '../objective';
import { OptionError } from '../options';
import { Batches } from './batches';
import type { EarlyStoppingRule } from './earlyStopping';
import { all, split } from './split';

/** A loss over data, which can be had over any of its examples. */
export interface TrainingData {
  /** Undefined where the data can't be told apart into examples. */
  readonly count: number | undefined;
  over(rows: readonly number[]): Objective;
  /** The loss over data that the user has put aside for judging. */
  readonly validation: ((x: Float64Array) => number) | undefined;
}

/** How a loss over data is learnt. */
export interface TrainingOptions {
  /** Examples per step; all of them when absent. */
  readonly batchSize?: number;
  /** Most passes over the examples; a run ends with these or with its steps, whichever come first. */
  readonly epochs?: number;
  /** The share of the examples that is held out to judge by. */
  readonly validation?: number;
  /** Epochs without improvement on held-out data that are put up with; without it the run is not stopped early. */
  readonly patience?: number;
  /** An improvement must be larger than this. */
  readonly minDelta?: number;
}

export interface TrainingPlan {
  /** The loss over all examples that are learnt from. */
  readonly objective: Objective;
  /** The loss over the batch of a step, counted from 0; absent where every step sees all examples. */
  readonly batchAt: ((step: number) => Objective) | undefined;
  readonly stepsPerEpoch: number;
  /** Numbers of the examples that are learnt from; none for data that can't be told apart into examples. */
  readonly rows: readonly number[];
  readonly validation: { readonly loss: (x: Float64Array) => number; readonly stopping: EarlyStoppingRule | undefined } | undefined;
}

/** @param whole the loss over all the data. Throws `OptionError` for options that the data does not allow. */
export function planTraining(whole: Objective, data: TrainingData | undefined, options: TrainingOptions, seed: number): TrainingPlan {
  const { batchSize, validation: share, patience, minDelta = 0 } = options;
  const parts = data && share !== undefined ? split(countOf(data), share, seed) : undefined;
  const objective = data && parts ? data.over(parts.training) : whole;
  const heldOut = data && parts ? judge(data.over(parts.heldOut)) : data?.validation;
  const rows = parts?.training ?? all(data && batchSize !== undefined ? countOf(data) : (data?.count ?? 0));
  const batches = data && batchSize !== undefined ? batchesOf(rows, batchSize, seed) : undefined;
  requireData(data, options);
  if (patience !== undefined && !heldOut) {
    throw new OptionError(t('Early stopping needs held-out data: hold out a share of the examples, or name some with @validation.'));
  }
  const stepsPerEpoch = batches?.perEpoch ?? 1;
  const stopping = patience === undefined ? undefined : { patience: patience * stepsPerEpoch, minDelta };
  return {
    objective,
    batchAt: data && batches && ((step) => data.over(batches.at(step))),
    ...{ stepsPerEpoch, rows },
    validation: heldOut && { loss: heldOut, stopping },
  };
}

const judge =
  (heldOut: Objective): ((x: Float64Array) => number) =>
  (x) =>
    heldOut.value(x);

/** Undefined where one batch holds all: each step then sees the same. */
function batchesOf(rows: readonly number[], size: number, seed: number): Batches | undefined {
  return size < rows.length ? new Batches(rows, size, seed) : undefined;
}

function countOf({ count }: TrainingData): number {
  if (count !== undefined) return count;
  throw new OptionError(t('This data can’t be cut into batches: it must be an array of examples, or an object of arrays of one length.'));
}

function requireData(data: TrainingData | undefined, { batchSize, validation }: TrainingOptions): void {
  if (data || (batchSize === undefined && validation === undefined)) return;
  throw new OptionError(t('This loss takes no data that could be cut into batches or held out; @data names some.'));
}
