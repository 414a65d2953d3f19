/** How an optimizer's path looks, for lists. */
import { s } from '../dom';
import { dashes, marker } from './map/marks';

/** A line with its dash and marker, as on the map. */
export function swatch(style: number): SVGSVGElement {
  return s(
    'svg',
    { class: `swatch c${style}`, width: 26, height: 10, 'aria-hidden': 'true' },
    s('path', { d: 'M1,5H25', 'stroke-dasharray': dashes[style] }),
    s('path', { class: 'bead', d: marker(style, [13, 5], 5.5) }),
  );
}
