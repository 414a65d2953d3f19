/** What the map's ground shows: the loss, or what is chosen to lie over it. */
import type { State } from '../state';
import { kindOf } from './overlayKinds';
import type { ReliefColours } from './relief';
import { fieldColours, fieldShading, lossShading, type Shading } from './shades';

const nothing = { bands: [], levels: new Float64Array(0), scale: 'linear' } as const;

/** `element`: where the colours are taken from. */
export function shadingFor(
  { settings, overlaid, surface }: State,
  { ramp }: ReliefColours,
  element?: Element,
): Shading & { symbol: string } {
  const { draws, symbol } = kindOf(settings.overlay);
  if (draws === 'shades' && overlaid.field) return { ...fieldShading(overlaid.field, fieldColours(element)), symbol };
  return { ...lossShading(surface ?? nothing, ramp), symbol: 'L' };
}
