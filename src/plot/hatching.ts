/** A region of the map, hatched over whatever lies below. */
import type { Field } from '../protocol/model';
import { type Projection, ringOf } from './contours';
import { text } from './text';
import { fontSize, ink, negative } from './theme';
import { element, line, type Point } from './xml';

const pattern = element(
  'defs',
  {},
  element(
    'pattern',
    { id: 'hatch', width: 7, height: 7, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' },
    element('path', { d: 'M0 0v7', stroke: negative, 'stroke-width': 1.6, 'stroke-opacity': 0.7 }),
  ),
);

/** Where the field is 1. */
export function hatching({ bands }: Pick<Field, 'bands'>, projection: Projection): string {
  const rings = bands.flatMap(({ polygons }) => polygons.flat()).map((ring) => `${line(ringOf(ring, projection))}Z`);
  if (rings.length === 0) return pattern;
  return pattern + element('path', { d: rings.join(''), fill: 'url(#hatch)', stroke: negative, 'fill-rule': 'evenodd' });
}

export function hatchKey(symbol: string, [x, y]: Point): string {
  const swatch = element('rect', { x, y, width: 26, height: 10, fill: 'url(#hatch)', stroke: negative });
  return swatch + text([x + 34, y + 9], symbol, { size: fontSize.list, fill: ink });
}
