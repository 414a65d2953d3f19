/** Where eigenvalues lie on the symmetric logarithmic axis of their bars. */
import type { Trajectory } from '../../../src/protocol/model';
import { symlog } from '../../lib/scale';
import { limitFactor, rateInRow } from './rate';
import { extent, meaningfulRows } from './rows';

/** Bars at most. */
const most = 8;
/** Decades between the unit of the axis and its end. */
const decades = 3;

/** One axis for a whole run, so that bars can be compared while scrubbing: 10ᵖ at its end. */
export interface BarAxis {
  readonly power: number;
  readonly unit: number;
  readonly limit: number | undefined;
}

export function barAxis(run: Trajectory, values: readonly number[], row = 0): BarAxis {
  const factor = limitFactor(run);
  const limitAt = (rate: number | undefined) => (factor !== undefined && rate !== undefined && rate > 0 ? factor / rate : undefined);
  const first = limitAt(rateInRow(run, 0));
  const limit = limitAt(rateInRow(run, row));
  const [low, high] = extent(run.eigenvalues.length > 0 ? run.eigenvalues.subarray(0, run.n * meaningfulRows(run)) : values) ?? [0, 1];
  const largest = Math.max(Math.abs(low), Math.abs(high)) || 1;
  // A limit far beyond every eigenvalue is left out rather than squeezing the bars.
  const power = Math.ceil(Math.log10(Math.max(largest, first !== undefined && first < 100 * largest ? first : 0)) - 1e-9);
  return { power, unit: 10 ** (power - decades), limit: limit !== undefined && limit <= 10 ** power ? limit : undefined };
}

/** Where a value lies, −1 … 1. */
export const onAxis = (value: number, { power, unit }: BarAxis): number =>
  Math.max(-1, Math.min(1, symlog(value, unit) / symlog(10 ** power, unit)));

/** Which eigenvalues get a bar: all, or the largest and the smallest few. */
export function barIndices(count: number): readonly number[] {
  const all = Array.from({ length: count }, (_, i) => i);
  return count <= most ? all : [...all.slice(0, most / 2), ...all.slice(-most / 2)];
}
