/** Where a value lies on a slider, 0 … 100 over the option's range, and back. */
import type { Option } from '../../../src/protocol/model';

export type NumberOption = Extract<Option, { kind: 'number' | 'integer' }>;
type Ranged = Pick<NumberOption, 'range' | 'scale'>;

export function placeOn({ range: [low, high], scale }: Ranged, value: number): number {
  const share = scale === 'log' ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  return Number.isNaN(share) ? 0 : Math.max(0, Math.min(100, 100 * share));
}

export function fromPlace({ range: [low, high], scale }: Ranged, at: number): number {
  return scale === 'log' ? low * (high / low) ** (at / 100) : low + ((high - low) * at) / 100;
}
