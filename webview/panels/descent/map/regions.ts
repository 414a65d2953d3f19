/** Outlines of parts of the map. */
import { contours } from 'd3-contour';
import type { Surface } from '../../../../src/protocol/model';
import { polyline } from '../../../lib/picture/map/marks';
import type { Projection } from '../../../lib/picture/map/project';

/** Path data of the region field ≥ threshold; empty when there is none. */
export function regionPath(
  field: Float64Array,
  threshold: number,
  { box, size }: Pick<Surface, 'box' | 'size'>,
  { x, y }: Projection,
): string {
  const { coordinates } = contours()
    .size([size, size])
    .contour([...field], threshold);
  const u = (i: number) => x(box[0] + ((i - 0.5) / (size - 1)) * (box[1] - box[0]));
  const v = (j: number) => y(box[2] + ((j - 0.5) / (size - 1)) * (box[3] - box[2]));
  return coordinates
    .flat()
    .map((ring) => `${polyline(ring.map(([i = 0, j = 0]) => [u(i), v(j)]))}Z`)
    .join('');
}
