/** Where a value lies on a slider, 0 … 100 over the option's range, and back. */
import type { Option, SearchScale } from '../../../src/protocol/model';

export type NumberOption = Extract<Option, { kind: 'number' | 'integer' }>;
interface Ranged {
  readonly range: readonly [low: number, high: number];
  readonly scale: SearchScale;
}

/** On which a value spreads evenly; for factors near 1 it is log(1 − v). */
const bent: Readonly<Record<SearchScale, (value: number) => number>> = {
  linear: (value) => value,
  log: Math.log,
  complement: (value) => -Math.log(1 - value),
};
const straight: Readonly<Record<SearchScale, (value: number) => number>> = {
  linear: (value) => value,
  log: Math.exp,
  complement: (value) => 1 - Math.exp(-value),
};

export function placeOn({ range: [low, high], scale }: Ranged, value: number): number {
  const bend = bent[scale];
  const share = (bend(value) - bend(low)) / (bend(high) - bend(low));
  return Number.isNaN(share) ? 0 : Math.max(0, Math.min(100, 100 * share));
}

export function fromPlace({ range: [low, high], scale }: Ranged, at: number): number {
  const [from, to] = [low, high].map(bent[scale]);
  return straight[scale](from + ((to - from) * at) / 100);
}
