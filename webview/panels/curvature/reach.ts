/** How far along each eigenvector one looks: half the length of the cross-sections. */
import type { LossDescription } from '../../../src/protocol/model';

/** The slider goes from this part of the automatic reach to this multiple. */
const [least, most] = [1e-4, 100];

/** A quarter of the domain's narrowest side; without one, half of 1 + |start|∞; as a round number. */
export function automaticReach({ domain, start }: Pick<LossDescription, 'domain' | 'start'>): number {
  const sides = domain.flatMap((interval) => (interval ? [interval[1] - interval[0]] : []));
  const reach = sides.length > 0 ? Math.min(...sides) / 4 : 0.5 * (1 + Math.max(...start.map(Math.abs)));
  return rounded(reach);
}

/** 0 … 100 along the slider, logarithmic. */
export function reachPlace(reach: number, automatic: number): number {
  const place = Math.log(reach / automatic / least) / Math.log(most / least);
  return 100 * Math.max(0, Math.min(1, place));
}

export const reachFrom = (place: number, automatic: number): number => rounded(automatic * least * (most / least) ** (place / 100));

const rounded = (reach: number): number => Number(reach.toPrecision(2));
