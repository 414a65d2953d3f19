/** Where eigenvalues lie on the symmetric logarithmic axis of their bars. */
import { symlog } from './scale';

/** Bars at most. */
const most = 8;
/** Decades between the unit of an axis and its end. */
const decades = 3;

/** A symmetric logarithmic axis with 10ᵖ at its end. */
export interface BarAxis {
  readonly power: number;
  readonly unit: number;
  readonly limit: number | undefined;
}

/** An axis that holds `largest`. */
export function axisOver(largest: number, limit?: number): BarAxis {
  const power = Math.ceil(Math.log10(largest) - 1e-9);
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
