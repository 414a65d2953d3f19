/** What the map's ground shows: the loss, or what is chosen to lie over it. */

import { basinShading } from '../../../lib/picture/map/basinCells';
import { kindOf } from '../../../lib/picture/map/overlayKinds';
import type { ReliefColours } from '../../../lib/picture/map/relief';
import { basinColours, fieldColours, fieldShading, lossShading } from '../../../lib/picture/map/shades';
import type { Shading } from '../../../lib/picture/map/shading';
import type { State } from '../../../lib/picture/state';

const nothing = { bands: [], levels: new Float64Array(0), scale: 'linear' } as const;

/** `element`: where the colours are taken from. */
export function shadingFor(
  { settings, overlaid, surface }: State,
  { ramp }: ReliefColours,
  element?: Element,
): Shading & { symbol: string } {
  const { draws, symbol } = kindOf(settings.overlay);
  if (draws === 'shades' && overlaid.field) return { ...fieldShading(overlaid.field, fieldColours(element)), symbol };
  if (draws === 'basins' && overlaid.basins) return { ...basinShading(overlaid.basins.found, basinColours(element)), symbol };
  return { ...lossShading(surface ?? nothing, ramp), symbol: 'L' };
}
