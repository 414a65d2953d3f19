/** Reading single rows of a trajectory. */
import type { Trajectory } from '../../src/protocol/model';
import { lastRow } from '../../src/protocol/rows';

export { lastRow, pointAt, rowAt } from '../../src/protocol/rows';

export const rowCount = (run: Trajectory): number => run.loss.length;

/** A loss this many times its start is on its way to infinity. */
const outOfBounds = 1e6;

/** How many rows say something about the loss: all, but of a run that diverged only those before it left every bound. */
export function meaningfulRows({ loss, stopped }: Trajectory): number {
  if (stopped !== 'diverged') return loss.length;
  const bound = outOfBounds * Math.abs(loss[0]);
  const gone = loss.findIndex((value) => !(Math.abs(value) <= bound));
  return gone > 0 ? gone : loss.length;
}

/** A run that minimises more than the loss. */
export const isPenalised = ({ loss, objective }: Trajectory): boolean => objective.some((value, row) => value !== loss[row]);

/** The step at which the run ended. */
export const endStep = (run: Trajectory): number => run.steps[lastRow(run)];

/** Ascending; empty when curvature was not computed. */
export function eigenvaluesAt({ eigenvalues, n }: Trajectory, row: number): Float64Array {
  return eigenvalues.length === 0 ? eigenvalues : eigenvalues.subarray(row * n, (row + 1) * n);
}

/** Row-major n × n, vector k of it belonging to eigenvalue k; empty when not computed. */
export function eigenvectorsAt({ eigenvectors, n }: Trajectory, row: number): Float64Array {
  return eigenvectors.length === 0 ? eigenvectors : eigenvectors.subarray(row * n * n, (row + 1) * n * n);
}

export const distance = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) ** 2;
  return Math.sqrt(sum);
};

/** Least and greatest finite value; undefined when there is none. */
export function extent(values: Iterable<number>): readonly [number, number] | undefined {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? [low, high] : undefined;
}
