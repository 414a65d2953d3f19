/** Which rows of a trajectory a step stands for, and where they are. */
import type { Trajectory } from './model';

export const lastRow = (run: Pick<Trajectory, 'loss'>): number => run.loss.length - 1;

/** The last row at or before `step`: a run that ended early stays where it ended. */
export function rowAt(run: Pick<Trajectory, 'loss' | 'steps'>, step: number): number {
  let low = 0;
  let high = lastRow(run);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (run.steps[middle] <= step) low = middle;
    else high = middle - 1;
  }
  return low;
}

export const pointAt = (run: Pick<Trajectory, 'n' | 'params'>, row: number): Float64Array =>
  run.params.subarray(row * run.n, (row + 1) * run.n);
