/** Linear scales and round ticks. */
import { significant, superscript } from '../../src/protocol/format';

export interface Scale {
  (value: number): number;
  invert(position: number): number;
}

export function linearScale([a, b]: readonly [number, number], [p, q]: readonly [number, number]): Scale {
  const slope = (q - p) / (b - a || 1);
  return Object.assign((value: number) => p + (value - a) * slope, { invert: (position: number) => a + (position - p) / slope });
}

/** The round step (1, 2 or 5 times a power of ten) nearest below `span/count`. */
export function roundStep(span: number, count: number): number {
  const rough = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const mantissa = rough / power;
  return power * (mantissa >= 5 ? 5 : mantissa >= 2 ? 2 : 1);
}

/** Multiples of a round step within [low, high], about `count` of them. */
export function ticks(low: number, high: number, count: number): readonly number[] {
  if (!(high > low) || !Number.isFinite(high - low)) return [];
  let step = roundStep(high - low, count);
  if ((high - low) / step > 1.6 * count) step = roundStep(high - low, count / 1.6);
  const slack = 1e-9 * (high - low);
  const first = Math.ceil((low - slack) / step);
  const last = Math.floor((high + slack) / step);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => cleaned((first + i) * step, step));
}

const cleaned = (value: number, step: number): number => (Math.abs(value) < 1e-9 * step ? 0 : Number(value.toPrecision(12)));

/** A tick as short as its neighbours allow: `0.25`, `−4`, `2×10⁴`. */
export function tickLabel(value: number, step: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 1e5 || size < 1e-4) return powerLabel(value, Math.max(1, Math.ceil(Math.log10(size / step) - 1e-9) + 1));
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return value.toFixed(decimals).replace('-', '\u2212');
}

function powerLabel(value: number, digits: number): string {
  const [mantissa = '', exponent = '0'] = value.toExponential(Math.min(4, Math.max(0, digits - 1))).split('e');
  const short = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  return `${short.replace('-', '\u2212')}×10${superscript(Number(exponent))}`;
}

/** A power of ten as an axis shows it: 1, 10, 100, then 10³. */
export function decadeLabel(exponent: number): string {
  return exponent >= 0 && exponent <= 2 ? String(10 ** exponent) : `10${superscript(exponent)}`;
}

/** Bends values so that ± many decades fit: sign(v)·log₁₀(1 + |v|/unit). */
export const symlog = (value: number, unit: number): number => Math.sign(value) * Math.log10(1 + Math.abs(value) / unit);

/** A learning rate or another setting as it was typed: no trailing zeros, powers of ten below 10⁻³. */
export function asTyped(value: number): string {
  const size = Math.abs(value);
  if (value !== 0 && (size < 1e-3 || size >= 1e5)) return significant(value, 2);
  return String(Number(value.toPrecision(6))).replace('-', '\u2212');
}
