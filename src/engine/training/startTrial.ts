import type { ExactObjective } from '../autodiff/objective';
import { type DescendRequest, descending } from '../descend';
import type { Failures } from '../failures';
import type { Objective } from '../objective';
import type { StartTrial } from './lottery';
import { countUnits, type UnitCount } from './units';

/** Points of a curve. */
const curvePoints = 100;

export interface StartRequest extends Omit<DescendRequest, 'start' | 'every'> {
  readonly seed: number;
  readonly startSeed: number;
  readonly start: Float64Array;
}

/**
 * One ticket of the lottery of starts. `traced` is the loss over all data, in which hidden units are looked for. Yields between steps; what
 * the loss throws is noted in `failures`.
 */
export function* startTrial(
  objective: Objective,
  traced: Pick<ExactObjective, 'sweepAt'>,
  { startSeed, ...request }: StartRequest,
  failures: Failures,
): Generator<undefined, StartTrial> {
  const { start, steps } = request;
  const nothing = { seed: startSeed, startLoss: Number.NaN, loss: Number.NaN, validation: undefined, stopped: 'failed' } as const;
  const failed: StartTrial = {
    ...{ ...nothing, unitsAtStart: undefined, unitsAtEnd: undefined },
    ...{ steps: new Uint32Array(), losses: new Float64Array() },
  };
  const unitsAt = (x: Float64Array) => failures.attempt(() => unitsIn(traced, x));
  const run = failures.attempt(() => descending(objective, { ...request, every: Math.max(1, Math.ceil(steps / curvePoints)) }));
  let step = run && failures.attempt(() => run.next());
  while (run && step && !step.done) {
    if (step.value.step % 16 === 0) yield undefined;
    step = failures.attempt(() => run.next());
  }
  if (!step?.done) return failed;
  const end = step.value;
  const row = end.steps.lastIndexOf(end.answerStep);
  return {
    ...{ seed: startSeed, startLoss: end.loss[0], loss: end.loss[row], stopped: end.stopped },
    validation: end.validation.length > 0 ? end.validation[row] : undefined,
    ...{ steps: end.steps, losses: end.loss, unitsAtStart: unitsAt(start), unitsAtEnd: unitsAt(end.answer) },
  };
}

function unitsIn(traced: Pick<ExactObjective, 'sweepAt'>, x: Float64Array): UnitCount | undefined {
  const sweep = traced.sweepAt(x);
  return sweep && countUnits(sweep);
}
