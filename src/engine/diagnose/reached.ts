import { type PointReport, readout } from '../curvature/readout';
import { descending } from '../descend';
import { UserCodeError } from '../errors';
import type { Objective } from '../objective';

/** Up to so many parameters every step has the exact Hessian; up to the second number its products; above, nothing is followed. */
const [hessianLimit, limit] = [40, 250];
const steps = 200;

const isBowl = ({ definiteness }: PointReport): boolean => definiteness === 'positive definite' || definiteness === 'positive semidefinite';

/** Where a descent that needs no learning rate and leaves saddles ends, if that is a critical point without a way down. Yields between its steps. */
export function* criticalPointReached(objective: Objective, start: Float64Array): Generator<undefined, PointReport | undefined> {
  if (start.length > limit) return undefined;
  const optimizer = { id: start.length <= hessianLimit ? 'trust-region' : 'lbfgs', options: {} };
  try {
    const run = descending(objective, { optimizer, start, steps });
    let step = run.next();
    while (!step.done) {
      yield undefined;
      step = run.next();
    }
    const report = readout(objective, step.value.answer);
    // Far down an endless slope the gradient is small against the loss; there is no bowl.
    return report.critical && isBowl(report) ? report : undefined;
  } catch (error) {
    if (error instanceof UserCodeError) return undefined;
    throw error;
  }
}
