import { t } from '../../l10n/t';
import { largestEigenvalue } from '../curvature/sharpness';
import { type DescendRequest, descending } from '../descend';
import { LimitError } from '../errors';
import type { Objective } from '../objective';
import type { OptimizerChoice, StopReason, Trajectory } from '../trajectory';
import { gradientNoise, relativeBatchNoise } from './gradientNoise';
import { gradientTime } from './gradientTime';
import { planTraining, type TrainingData, type TrainingOptions } from './plan';

export interface BatchTrialRequest {
  readonly descend: Omit<DescendRequest, 'steps' | 'batchAt' | 'validation' | 'every'>;
  /** `batchSize` is that of the trial; the budget is `epochs`. */
  readonly training: TrainingOptions & Required<Pick<TrainingOptions, 'batchSize' | 'epochs'>>;
  /** The batch size that the learning rate is for: for others it grows in proportion (Goyal et al. 2017, section 2.1). */
  readonly rateIsFor?: number | undefined;
}

/** What a batch size makes of the same number of epochs. */
export interface BatchTrial {
  readonly batchSize: number;
  /** Undefined for methods that have none. */
  readonly learningRate: number | undefined;
  readonly updatesPerEpoch: number;
  readonly updates: number;
  /** What the gradient of a batch takes, measured, once its code is compiled. */
  readonly millisecondsPerUpdate: number;
  readonly millisecondsPerEpoch: number;
  /** Standard deviation of the batch's gradient at the start, against the whole gradient's length there. */
  readonly batchNoise: number;
  /** The simple noise scale at the point reached. */
  readonly noiseScale: number;
  /** λmax of the loss over all examples learnt from, at the point reached. */
  readonly sharpness: number;
  readonly loss: number;
  /** Undefined without held-out data. */
  readonly validation: number | undefined;
  /** The lowest on the way, at the end of an epoch. */
  readonly bestValidation: number | undefined;
  readonly stopped: StopReason;
  /** After each epoch, 0 being the start. */
  readonly epochs: Float64Array;
  readonly losses: Float64Array;
  /** Empty without held-out data. */
  readonly validations: Float64Array;
}

/** Trains with one batch size and looks at where that leads. Yields between steps. Throws `LimitError` for data without examples. */
export function* batchTrial(whole: Objective, given: TrainingData, request: BatchTrialRequest): Generator<undefined, BatchTrial> {
  const { batchSize, epochs } = request.training;
  const { descend: common } = request;
  const data = { ...given, over: keepingSingles((rows) => given.over(rows)) };
  const plan = planTraining(whole, data, request.training, common.seed ?? 0);
  if (plan.rows.length < 2) throw new LimitError(t('Batch sizes can only be compared on data of at least two examples.'));
  const { batchAt, stepsPerEpoch } = plan;
  const optimizer = scaledRate(common.optimizer, request.rateIsFor === undefined ? 1 : batchSize / request.rateIsFor);
  const run = yield* toItsEnd(plan.objective, {
    ...common,
    ...{ optimizer, batchAt, validation: plan.validation, steps: epochs * stepsPerEpoch, every: stepsPerEpoch },
  });
  // Made alike for every size: the whole loss may be one that adds in the order of the source, which takes longer.
  const milliseconds = yield* gradientTime(batchAt?.(0) ?? data.over(plan.rows), run.answer);
  const noise = (at: Float64Array) => gradientNoise(data.over, plan.rows, at, common.seed ?? 0);
  const before = yield* noise(common.start);
  const after = yield* noise(run.answer);
  const row = run.steps.lastIndexOf(run.answerStep);
  const { learningRate } = run.options;
  return {
    batchSize,
    learningRate: typeof learningRate === 'number' ? learningRate : undefined,
    updatesPerEpoch: stepsPerEpoch,
    updates: run.steps[run.steps.length - 1],
    millisecondsPerUpdate: milliseconds,
    millisecondsPerEpoch: milliseconds * stepsPerEpoch,
    batchNoise: relativeBatchNoise(before, Math.min(batchSize, plan.rows.length), plan.rows.length),
    noiseScale: after.noiseScale,
    sharpness: yield* largestEigenvalue(plan.objective, run.answer),
    loss: run.loss[row],
    validation: run.validation.length > 0 ? run.validation[row] : undefined,
    bestValidation: run.validation.length > 0 ? run.validation.reduce((a, b) => Math.min(a, b)) : undefined,
    stopped: run.stopped,
    epochs: Float64Array.from(run.steps, (step) => step / stepsPerEpoch),
    losses: run.loss,
    validations: run.validation,
  };
}

/** Objectives of this many single examples are kept. */
const mostSingles = 4096;

/** Single examples come again every epoch: what is compiled of them is kept. */
function keepingSingles(over: TrainingData['over']): TrainingData['over'] {
  const kept = new Map<number, Objective>();
  return (rows) => {
    const [row] = rows;
    const known = rows.length === 1 ? kept.get(row) : undefined;
    if (known) return known;
    const made = over(rows);
    if (rows.length === 1 && kept.size < mostSingles) kept.set(row, made);
    return made;
  };
}

/** A method that has no learning rate stays as it is. */
function scaledRate({ id, options }: OptimizerChoice, factor: number): OptimizerChoice {
  const { learningRate } = options;
  return { id, options: typeof learningRate === 'number' ? { ...options, learningRate: factor * learningRate } : options };
}

function* toItsEnd(objective: Objective, request: DescendRequest): Generator<undefined, Trajectory> {
  const run = descending(objective, request);
  let step = run.next();
  for (; !step.done; step = run.next()) yield undefined;
  return step.value;
}
