import type { OptimizerChoice } from '../trajectory';
import { scheduleById } from '.';

/**
 * The learning rates of `steps` steps, as a curve to look at before any is taken. A plateau is shown the objectives of a run (row 0 the
 * start), where there is one; without it the objective is taken to fall at every step.
 */
export function scheduleRates(
  { id, options }: OptimizerChoice,
  learningRate: number,
  steps: number,
  objectives?: Float64Array,
): Float64Array {
  let run = scheduleById(id).begin(learningRate, options);
  return Float64Array.from({ length: steps }, (_, k) => {
    const { rate } = run;
    run = run.next(objectives?.[k + 1] ?? -k);
    return rate;
  });
}
