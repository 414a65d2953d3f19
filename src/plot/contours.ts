/** Filled contours with illuminated isolines (Tanaka 1950): relief by light from the north-west, without more colour. */
import type { Surface } from '../protocol/model';
import { contains, grow, type Rectangle, simplify } from './clip';
import { isoline } from './theme';
import { element, line, type Point, px } from './xml';

/** From (u, v) of the plane to pixels. */
export type Projection = (u: number, v: number) => Point;

type Ring = readonly Point[];

/** Pixels by which a contour may be off to make the file smaller; nobody sees it. */
const tolerance = 0.04;

export function ringOf(ring: Float32Array, projection: Projection): Ring {
  const points = Array.from({ length: ring.length / 2 }, (_, k) => projection(ring[2 * k], ring[2 * k + 1]));
  return simplify(points, tolerance);
}

/** `colours`: of the ground, then of each band. */
export function contours({ bands }: Pick<Surface, 'bands'>, colours: readonly string[], projection: Projection, frame: Rectangle): string {
  const drawn = bands.map(({ polygons }) => polygons.map((polygon) => polygon.map((ring) => ringOf(ring, projection))));
  const fills = drawn.map((polygons, k) => {
    const d = polygons
      .flat()
      .map((ring) => `${line(ring)}Z`)
      .join('');
    return d === '' ? '' : element('path', { d, fill: colours[k + 1], 'fill-rule': 'evenodd' });
  });
  return [element('path', { d: outline(frame), fill: colours[0] }), ...fills, isolines(drawn.flat(), frame)].join('');
}

const outline = ({ left, top, right, bottom }: Rectangle): string => `M${px(left)} ${px(top)}H${px(right)}V${px(bottom)}H${px(left)}Z`;

/** Steps of light on each side of neutral. */
const shades = 4;

function isolines(polygons: readonly (readonly Ring[])[], frame: Rectangle): string {
  const buckets: string[] = Array(2 * shades + 1).fill('');
  for (const rings of polygons) {
    const turn = clockwise(rings[0]) ? 1 : -1;
    for (const ring of rings) illuminate(ring, turn, grow(frame, -0.6), buckets);
  }
  const strokes = buckets.map((d, k) => (d === '' ? '' : stroke(d, (k - shades) / shades)));
  return element('g', { fill: 'none', 'stroke-linecap': 'round' }, ...strokes);
}

function stroke(d: string, facing: number): string {
  const { colour, opacity } = facing >= 0 ? isoline.lit : isoline.shade;
  const strength = Math.abs(facing);
  return element('path', { d, stroke: colour, 'stroke-opacity': opacity * (0.3 + 0.7 * strength), 'stroke-width': 0.6 + 0.7 * strength });
}

/**
 * Appends each segment to the bucket of how much its slope faces the light: 1 north-west, −1 south-east. The pieces of a
 * ring that only run along the frame close the filled area and are no isolines. `turn` is 1 where the ring runs clockwise
 * round the higher ground.
 */
function illuminate(ring: Ring, turn: 1 | -1, inside: Rectangle, buckets: string[]): void {
  let previous = -1;
  for (let k = 1; k < ring.length; k++) {
    const [[x0, y0], [x1, y1]] = [ring[k - 1], ring[k]];
    const length = Math.hypot(x1 - x0, y1 - y0);
    const visible = length > 0 && (contains(inside, ring[k - 1]) || contains(inside, ring[k]));
    const facing = visible ? (turn * (x1 - x0 - (y1 - y0))) / (Math.SQRT2 * length) : 0;
    const bucket = visible ? Math.round(facing * shades) + shades : -1;
    if (visible) buckets[bucket] += bucket === previous ? `L${px(x1)} ${px(y1)}` : line([ring[k - 1], ring[k]]);
    previous = bucket;
  }
}

/** Shoelace formula in pixels, where y points down. */
function clockwise(ring: Ring): boolean {
  let area = 0;
  for (let k = 1; k < ring.length; k++) area += ring[k - 1][0] * ring[k][1] - ring[k][0] * ring[k - 1][1];
  return area > 0;
}
