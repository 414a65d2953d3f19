/** Axes: from data to pixels, with ticks at round numbers. */
import { fixed, significant, superscript } from '../protocol/format';

export type Scale = (value: number) => number;
export type Interval = readonly [low: number, high: number];

export function linear([low, high]: Interval, [from, to]: Interval): Scale {
  return (value) => from + ((value - low) / (high - low)) * (to - from);
}

export interface Tick {
  readonly at: number;
  readonly label: string;
}

/** Multiples of 1, 2 or 5 · 10ᵏ in the interval, about `wanted` of them. */
export function ticks([low, high]: Interval, wanted = 6): Tick[] {
  const step = roundStep((high - low) / wanted);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  const label = labelFor(Math.max(Math.abs(low), Math.abs(high)), step);
  return Array.from({ length: last - first + 1 }, (_, k) => ({ at: (first + k) * step, label: label((first + k) * step) }));
}

/** The number of 1, 2, 5 · 10ᵏ nearest to `width`, by ratio. */
function roundStep(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width));
  const ratio = (factor: number) => Math.abs(Math.log((factor * power) / width));
  return power * [1, 2, 5, 10].reduce((best, factor) => (ratio(factor) < ratio(best) ? factor : best));
}

function labelFor(largest: number, step: number): (value: number) => string {
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  if (largest < 1e5 && decimals <= 4) return (value) => fixed(value, decimals);
  const digits = Math.max(3, Math.ceil(Math.log10(largest / step)) + 1);
  return (value) => significant(Math.abs(value) < step / 2 ? 0 : value, digits);
}

/** `1`, `10`, `100`, `10³`, `10⁻⁴`. */
export function powerOfTen(exponent: number): string {
  return exponent >= 0 && exponent <= 2 ? String(10 ** exponent) : `10${superscript(exponent)}`;
}
