/** What the rules of a verdict look at, computed once, and what they answer. */
import type { Trajectory } from '../../../src/protocol/model';
import type { NamedPoint } from '../points';
import { extent, meaningfulRows } from '../rows';
import type { Now } from './now';
import { rateInRow, stableRate } from './rate';

export interface Verdict {
  readonly headline: string;
  readonly why: string;
  readonly tone: 'plain' | 'warning';
}

export interface VerdictInputs {
  readonly run: Trajectory;
  readonly now: Now;
  readonly points: readonly NamedPoint[];
  /** Side of the map: the size of the neighbourhood that the run is seen in. */
  readonly size: number;
}

/** What several rules need, computed once. */
export interface Situation extends VerdictInputs {
  readonly smallest: number | undefined;
  readonly largest: number | undefined;
  /** Greatest gradient of the run so far as it is finite: what "weak" is measured by. */
  readonly steepest: number;
  /** How far the loss falls over the run. */
  readonly fall: number;
  readonly lowest: number;
  readonly rate: number | undefined;
  readonly limit: number | undefined;
  readonly flat: boolean;
}

export function situationOf(inputs: VerdictInputs): Situation {
  const { run, now } = inputs;
  const rows = meaningfulRows(run);
  const [lowest, highest] = extent(run.loss.subarray(0, rows)) ?? [0, 0];
  const [, steepest] = extent(run.gradientNorm.subarray(0, rows)) ?? [0, 0];
  const largest = now.eigenvalues[0];
  const smallest = now.eigenvalues.at(-1);
  const scale = Math.max(...now.eigenvalues.map(Math.abs), 0);
  return {
    ...inputs,
    smallest,
    largest,
    steepest,
    lowest,
    fall: highest - lowest,
    rate: rateInRow(run, now.row),
    limit: stableRate(run, now.row),
    flat: smallest !== undefined && Math.abs(smallest) <= 1e-6 * scale,
  };
}

/** How many rows back "in the last steps" reaches. */
export const recent = 8;

export const plain = (headline: string, why: string): Verdict => ({ headline, why, tone: 'plain' });
export const warning = (headline: string, why: string): Verdict => ({ headline, why, tone: 'warning' });
