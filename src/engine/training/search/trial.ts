import { type DescendRequest, descending } from '../../descend';
import { UserCodeError } from '../../errors';
import type { Objective } from '../../objective';
import { OptionError } from '../../options';
import type { Trajectory } from '../../trajectory';
import type { TrialOutcome } from './strategy';

/** What a run is judged by: where it ends, or the lowest that it came; on held-out data where there is some. */
export type Judgement = 'final' | 'best';

export interface TrialReport {
  readonly outcome: TrialOutcome;
  /** What the user's code threw, or why these options can't be. */
  readonly failure: UserCodeError | OptionError | undefined;
}

const steps = (run: Trajectory): number => run.steps[run.steps.length - 1] ?? 0;

/** One run of a search. Yields between its steps. What diverges counts as ∞, and so does what throws. */
export function* trial(objective: Objective, request: DescendRequest, judgement: Judgement): Generator<undefined, TrialReport> {
  try {
    return { outcome: yield* judged(objective, request, judgement), failure: undefined };
  } catch (error) {
    if (!(error instanceof UserCodeError || error instanceof OptionError)) throw error;
    const outcome = { loss: Number.POSITIVE_INFINITY, steps: 0, stopped: 'failed', note: error.message } as const;
    return { outcome, failure: error };
  }
}

function* judged(objective: Objective, request: DescendRequest, judgement: Judgement): Generator<undefined, TrialOutcome> {
  const run = descending(objective, { ...request, every: Math.max(1, request.steps) });
  let lowest = Number.POSITIVE_INFINITY;
  for (;;) {
    const at = run.next();
    if (at.done) return outcome(at.value, judgement, lowest);
    lowest = Math.min(lowest, at.value.loss);
    if (at.value.step % 16 === 0) yield undefined;
  }
}

function outcome(run: Trajectory, judgement: Judgement, lowest: number): TrialOutcome {
  const { stopped, note } = run;
  const value = stopped === 'diverged' ? Number.POSITIVE_INFINITY : reachedLoss(run, judgement, lowest);
  return {
    loss: Number.isFinite(value) ? value : Number.POSITIVE_INFINITY,
    ...(run.validation.length > 0 && { heldOut: true }),
    steps: steps(run),
    stopped,
    ...(note !== undefined && { note }),
  };
}

function reachedLoss({ loss, validation, steps, answerStep }: Trajectory, judgement: Judgement, lowest: number): number {
  const heldOut = validation.length > 0;
  if (judgement === 'best') return heldOut ? Math.min(...validation) : Math.min(lowest, ...loss);
  const row = steps.lastIndexOf(answerStep);
  return heldOut ? validation[row] : loss[row];
}
