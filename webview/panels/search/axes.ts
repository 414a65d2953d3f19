/** Where losses and option values lie along an axis, and what stands at its ticks. */
import type { SearchSpace, Trial } from '../../../src/protocol/model';
import type { Range } from '../../lib/lineChart';
import { placeOn } from '../../lib/options/place';
import { extent } from '../../lib/rows';
import { asTyped, decadeLabel, tickLabel, ticks } from '../../lib/scale';
import { diverged, optionWords } from './words';

export interface Tick {
  /** 0 … 1 along the axis. */
  readonly at: number;
  readonly label: string;
}

export interface LossAxis {
  /** In levels: the loss, or its logarithm. */
  readonly range: Range;
  readonly isLog: boolean;
  /** Above the axis goes what diverged, and on a linear one what is far above the others. */
  level(loss: number): number;
  label(level: number): string;
}

/** Losses span less than this from end to end are easier to read on a linear axis. */
const spanForLog = 20;
/** A linear axis ends where the loss is this many times as far above the lowest as the median. */
const reach = 4;

export function lossAxis(trials: readonly Trial[]): LossAxis {
  const losses = trials.filter((trial) => !diverged(trial)).map(({ loss }) => loss);
  const [low, high] = extent(losses) ?? [0, 1];
  if (low > 0 && high / low > spanForLog) return logAxis(Math.log10(low), Math.log10(high));
  const median = losses.sort((a, b) => a - b)[losses.length >> 1] ?? high;
  const top = Math.min(high, low + reach * (median - low)) > low ? Math.min(high, low + reach * (median - low)) : high;
  const room = 0.06 * (top - low) || 0.1 * Math.max(1, Math.abs(low));
  const range: Range = [low - room, top + room];
  const step = ticks(...range, 4);
  return {
    ...{ range, isLog: false },
    level: (loss) => Math.min(loss, range[1]),
    label: (level) => tickLabel(level, step.length > 1 ? step[1] - step[0] : range[1] - range[0]),
  };
}

function logAxis(low: number, high: number): LossAxis {
  const room = 0.05 * (high - low);
  const range: Range = [low - room, high + 2 * room];
  return {
    ...{ range, isLog: true },
    level: (loss) => Math.min(Math.log10(loss), range[1]),
    label: (level) => (Number.isInteger(level) ? decadeLabel(level) : ''),
  };
}

/** 0 … 1 from the bottom of the axis to its top. */
export const shareOf = ({ range: [low, high], level }: LossAxis, loss: number): number => (level(loss) - low) / (high - low);

/** Powers of ten that are not too many, or three values of a linear axis. */
export function lossTicks({ range: [low, high], isLog, label }: LossAxis): readonly Tick[] {
  if (!isLog) return [0.1, 0.5, 0.9].map((at) => ({ at, label: label(low + at * (high - low)) }));
  const levels = Array.from({ length: Math.floor(high) - Math.ceil(low) + 1 }, (_, k) => Math.ceil(low) + k);
  const every = Math.max(1, Math.ceil(levels.length / 5));
  return levels.filter((level) => level % every === 0).map((level) => ({ at: (level - low) / (high - low), label: label(level) }));
}

type Dimension = SearchSpace[number];

/** Ticks nearer than this to an end, or to each other, would run into its label. */
const apart = 0.12;

/** The ends of the range and round values between, or each value of a list. */
export function optionTicks(dimension: Dimension): readonly Tick[] {
  if (dimension.kind === 'list') {
    const { values } = dimension;
    return values.map((value, i) => ({ at: (i + 0.5) / values.length, label: optionWords(value) }));
  }
  const [low, high] = dimension.range;
  const place = (value: number): Tick => ({ at: placeOn(dimension, value) / 100, label: tickWords(value) });
  const inner = roundValues(dimension.scale, low, high)
    .map(place)
    .filter(({ at }) => at > apart && at < 1 - apart);
  return [place(low), ...spaced(inner), place(high)];
}

/** Small powers of ten are short: `10⁻⁴`. */
function tickWords(value: number): string {
  const exponent = Math.log10(value);
  return value < 1e-3 && Number.isInteger(exponent) ? decadeLabel(exponent) : asTyped(value);
}

function roundValues(scale: 'linear' | 'log' | 'complement', low: number, high: number): readonly number[] {
  if (scale === 'linear') return ticks(low, high, 3);
  const [from, to] = scale === 'log' ? [low, high] : [1 - high, 1 - low];
  const first = Math.ceil(Math.log10(from));
  const powers = Array.from({ length: Math.max(0, Math.floor(Math.log10(to)) - first + 1) }, (_, k) => 10 ** (first + k));
  return scale === 'log' ? powers : powers.map((power) => Number((1 - power).toPrecision(12))).reverse();
}

function spaced(all: readonly Tick[]): readonly Tick[] {
  const kept: Tick[] = [];
  for (const tick of all) if (kept.length === 0 || tick.at - kept[kept.length - 1].at >= apart) kept.push(tick);
  return kept;
}
