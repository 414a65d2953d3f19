/** Where eigenvalues lie on the symmetric logarithmic axis of their bars. */
import type { Trajectory } from '../../../src/protocol/model';
import { symlog } from '../../lib/scale';
import { limitFactor, rateOption } from './rate';
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

export function barAxis(run: Trajectory, values: readonly number[]): BarAxis {
  const factor = limitFactor(run);
  const rate = run.options[rateOption];
  const limit = factor !== undefined && typeof rate === 'number' && rate > 0 ? factor / rate : undefined;
  const [low, high] = extent(run.eigenvalues.length > 0 ? run.eigenvalues.subarray(0, run.n * meaningfulRows(run)) : values) ?? [0, 1];
  const largest = Math.max(Math.abs(low), Math.abs(high)) || 1;
  // A limit far beyond every eigenvalue is left out rather than squeezing the bars.
  const shownLimit = limit !== undefined && limit < 100 * largest ? limit : undefined;
  const power = Math.ceil(Math.log10(Math.max(largest, shownLimit ?? 0)) - 1e-9);
  return { power, unit: 10 ** (power - decades), limit: shownLimit };
}

/** Where a value lies, −1 … 1. */
export const onAxis = (value: number, { power, unit }: BarAxis): number =>
  Math.max(-1, Math.min(1, symlog(value, unit) / symlog(10 ** power, unit)));

/** Which eigenvalues get a bar: all, or the largest and the smallest few. */
export function barIndices(count: number): readonly number[] {
  const all = Array.from({ length: count }, (_, i) => i);
  return count <= most ? all : [...all.slice(0, most / 2), ...all.slice(-most / 2)];
}
