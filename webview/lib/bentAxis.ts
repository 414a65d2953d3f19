/** An axis that is logarithmic where the values allow it and span enough, and linear otherwise. */
import { extent } from './rows';
import { decadeLabel, tickLabel } from './scale';

export interface Axis {
  readonly log: boolean;
  /** In bent units: log₁₀ on a logarithmic axis. */
  readonly low: number;
  readonly high: number;
  bend(value: number): number;
  label(bent: number): string;
}

export interface AxisRules {
  /** Logarithmic whenever the values allow it and span enough. */
  readonly log: boolean;
  /** The least end of the axis, whatever the values. */
  readonly floor?: number;
  /** To be seen, whatever the values. */
  readonly threshold?: number;
}

/** Below this part of the greatest value a logarithmic axis goes no deeper. */
const depth = 1e-15;
const mostDecades = 12;
/** Less than this from end to end is easier to read on a linear axis. */
const spanForLog = 20;

/** @param greatest where the axis is to end, when not at the largest of the values */
export function bentAxis(values: readonly number[], rules: AxisRules, greatest?: number): Axis {
  const [least, largest] = extent(values) ?? [0, 1];
  const most = greatest ?? largest;
  const positive = extent(values.filter((value) => value > depth * Math.max(most, 0)));
  if (rules.log && positive && least >= 0 && (rules.floor !== undefined || most / positive[0] > spanForLog))
    return logAxis(rules, positive[0], most);
  return linearAxis(rules, least, largest);
}

/** Of values that are all infinite: they run along the top. */
export const unboundedAxis: Axis = {
  log: false,
  low: 0,
  high: 1,
  bend: (value) => clamp(value, 0, 1),
  label: (bent) => (bent === 1 ? '∞' : ''),
};

function logAxis({ floor }: AxisRules, least: number, greatest: number): Axis {
  const high = Math.ceil(Math.log10(greatest) - 1e-9);
  const low = Math.max(Math.floor(Math.log10(Math.max(least, floor ?? 0)) + 1e-9), high - mostDecades);
  const [from, to] = low < high ? [low, high] : [low, low + 1];
  return { log: true, low: from, high: to, bend: (value) => clamp(Math.log10(Math.max(value, 10 ** from)), from, to), label: decadeLabel };
}

function linearAxis({ floor, threshold }: AxisRules, least: number, greatest: number): Axis {
  const top = threshold === undefined ? greatest : Math.max(1.15 * threshold, Math.min(greatest, 2 * threshold));
  const bottom = floor ?? least;
  const [low, high] = top > bottom ? [bottom, top] : [bottom - 0.5 * (Math.abs(bottom) || 1), bottom + 0.5 * (Math.abs(bottom) || 1)];
  return {
    log: false,
    low,
    high,
    bend: (value) => clamp(value, low, high),
    label: (value) =>
      tickLabel(Number(value.toPrecision(3)), roughStep(high - low))
        .replace(/(\.\d*?)0+$/, '$1')
        .replace(/\.$/, ''),
  };
}

const roughStep = (span: number): number => 10 ** (Math.floor(Math.log10(span)) - 1);

/** ±∞ go to the ends; NaN stays, as a gap. */
const clamp = (value: number, low: number, high: number): number => Math.max(low, Math.min(high, value));
