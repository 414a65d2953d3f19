/** How far along each eigenvector one looks: half the length of the cross-sections. */
import type { LossDescription } from '../../../src/protocol/model';
import { lengthAt, placeOfLength, roundLength } from '../../lib/logSlider';

const range = { least: 1e-4, most: 100 } as const;

/** A quarter of the domain's narrowest side; without one, half of 1 + |start|∞; as a round number. */
export function automaticReach({ domain, start }: Pick<LossDescription, 'domain' | 'start'>): number {
  const sides = domain.flatMap((interval) => (interval ? [interval[1] - interval[0]] : []));
  const reach = sides.length > 0 ? Math.min(...sides) / 4 : 0.5 * (1 + Math.max(...start.map(Math.abs)));
  return roundLength(reach);
}

/** 0 … 100 along the slider, logarithmic. */
export const reachPlace = (reach: number, automatic: number): number => placeOfLength(reach, automatic, range);

export const reachFrom = (place: number, automatic: number): number => lengthAt(place, automatic, range);
