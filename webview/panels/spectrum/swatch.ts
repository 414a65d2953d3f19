import type { PointKind } from '../../../src/protocol/model';
import { pointSwatch } from '../../lib/pointGlyph';

/** The shape of its kind, hollow where the point is only near-critical. */
export function placeSwatch(kind: PointKind, critical: boolean): SVGSVGElement {
  const swatch = pointSwatch(kind);
  swatch.classList.toggle('near', !critical);
  return swatch;
}
