/** The lottery of starts in numbers. */

import { significant } from '../../../src/protocol/format';
import type { StartTrial } from '../../../src/protocol/model';
import { extent } from '../../lib/rows';

export interface Luck {
  readonly best: StartTrial | undefined;
  readonly worst: StartTrial | undefined;
  readonly median: number;
  /** Runs that diverged or could not begin. */
  readonly lost: number;
}

const isLost = ({ stopped, loss }: StartTrial): boolean => stopped === 'diverged' || stopped === 'failed' || !Number.isFinite(loss);

export function luckOf(trials: readonly StartTrial[]): Luck {
  const sorted = trials.filter((trial) => !isLost(trial)).toSorted((a, b) => a.loss - b.loss);
  const middle = (sorted.length - 1) / 2;
  const median = sorted.length === 0 ? Number.NaN : (sorted[Math.floor(middle)].loss + sorted[Math.ceil(middle)].loss) / 2;
  return { best: sorted[0], worst: sorted.at(-1), median, lost: trials.length - sorted.length };
}

export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

export interface Histogram {
  readonly bins: readonly Bin[];
  label(loss: number): string;
}

/** Ratios beyond this are told apart on a logarithmic axis. */
const spanForLog = 20;
const [fewest, most] = [5, 24];

/** Of the final losses of runs that got somewhere; undefined when there is none. About √n bars. */
export function histogramOf(trials: readonly StartTrial[]): Histogram | undefined {
  const losses = trials.filter((trial) => !isLost(trial)).map(({ loss }) => loss);
  const range = extent(losses);
  if (!range) return undefined;
  const [low, high] = range;
  const log = low > 0 && high / low > spanForLog;
  const [bend, unbend] = log ? [Math.log10, (x: number) => 10 ** x] : [(x: number) => x, (x: number) => x];
  const count = high > low ? Math.max(fewest, Math.min(most, Math.ceil(Math.sqrt(losses.length) * 1.5))) : 1;
  const width = (bend(high) - bend(low)) / count;
  const counts = new Array<number>(count).fill(0);
  for (const loss of losses) counts[width > 0 ? Math.min(count - 1, Math.floor((bend(loss) - bend(low)) / width)) : 0]++;
  const edge = (i: number) => (i === count ? high : unbend(bend(low) + i * width));
  return { bins: counts.map((n, i) => ({ from: edge(i), to: edge(i + 1), count: n })), label: (loss) => significant(loss) };
}

export interface UnitSums {
  readonly units: number;
  readonly deadAtStart: number;
  readonly deadAtEnd: number;
  readonly saturatedAtStart: number;
  readonly saturatedAtEnd: number;
}

/** Over all runs whose units could be told apart, at the start and at the end. */
export function unitSums(trials: readonly StartTrial[]): UnitSums {
  const counted = trials.flatMap(({ unitsAtStart, unitsAtEnd }) => (unitsAtStart && unitsAtEnd ? [{ unitsAtStart, unitsAtEnd }] : []));
  const sum = (pick: (trial: (typeof counted)[number]) => number) => counted.reduce((total, trial) => total + pick(trial), 0);
  return {
    units: sum(({ unitsAtEnd }) => unitsAtEnd.units),
    deadAtStart: sum(({ unitsAtStart }) => unitsAtStart.dead),
    deadAtEnd: sum(({ unitsAtEnd }) => unitsAtEnd.dead),
    saturatedAtStart: sum(({ unitsAtStart }) => unitsAtStart.saturated),
    saturatedAtEnd: sum(({ unitsAtEnd }) => unitsAtEnd.saturated),
  };
}
