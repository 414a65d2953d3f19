/** The shapes of critical points, wherever they are drawn. */
import type { PointKind } from '../../src/protocol/model';
import { pointGlyph } from '../../src/protocol/pointGlyph';
import { s } from './dom';

export { type Pixel, pixels, pointGlyph } from '../../src/protocol/pointGlyph';

/** The shape beside a name. */
export function pointSwatch(kind: PointKind): SVGSVGElement {
  const d = pointGlyph(kind, [7, 7], 4.5);
  return s(
    'svg',
    { width: 14, height: 14, class: `point ${kind}`, 'aria-hidden': 'true' },
    s('path', { class: 'casing', d }),
    s('path', { class: 'glyph', d }),
  );
}
