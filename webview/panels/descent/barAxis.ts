/** One axis for the eigenvalues of a whole run, so that bars can be compared while scrubbing. */
import type { Trajectory } from '../../../src/protocol/model';
import { axisOver, type BarAxis } from '../../lib/barAxis';
import { limitFactor, rateInRow } from '../../lib/picture/rate';
import { extent, meaningfulRows } from '../../lib/rows';

export function barAxis(run: Trajectory, values: readonly number[], row = 0): BarAxis {
  const factor = limitFactor(run);
  const limitAt = (rate: number | undefined) => (factor !== undefined && rate !== undefined && rate > 0 ? factor / rate : undefined);
  const first = limitAt(rateInRow(run, 0));
  const limit = limitAt(rateInRow(run, row));
  const [low, high] = extent(run.eigenvalues.length > 0 ? run.eigenvalues.subarray(0, run.n * meaningfulRows(run)) : values) ?? [0, 1];
  const largest = Math.max(Math.abs(low), Math.abs(high)) || 1;
  // A limit far beyond every eigenvalue is left out rather than squeezing the bars.
  return axisOver(Math.max(largest, first !== undefined && first < 100 * largest ? first : 0), limit);
}
