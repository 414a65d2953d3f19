/** Regions of the map that matter for a step: where the curvature is negative, and where it exceeds the stable limit. */
import { contours } from 'd3-contour';
import type { Surface } from '../../../../src/protocol/model';
import { polyline } from './marks';
import type { Projection } from './project';

/** Smallest and largest eigenvalue of the Hessian of a 2-D grid, by central differences; NaN along the border is copied inwards. */
export function gridEigenvalues({ box, size, values }: Pick<Surface, 'box' | 'size' | 'values'>): {
  smallest: Float64Array;
  largest: Float64Array;
} {
  const [hx, hy] = [(box[1] - box[0]) / (size - 1), (box[3] - box[2]) / (size - 1)];
  const smallest = new Float64Array(size * size);
  const largest = new Float64Array(size * size);
  const inner = (i: number) => Math.max(1, Math.min(size - 2, i));
  for (let j = 0; j < size; j++) {
    for (let i = 0; i < size; i++) {
      const k = inner(j) * size + inner(i);
      const xx = (values[k + 1] - 2 * values[k] + values[k - 1]) / hx ** 2;
      const yy = (values[k + size] - 2 * values[k] + values[k - size]) / hy ** 2;
      const xy = (values[k + size + 1] - values[k + size - 1] - values[k - size + 1] + values[k - size - 1]) / (4 * hx * hy);
      const [mean, radius] = [(xx + yy) / 2, Math.hypot((xx - yy) / 2, xy)];
      smallest[j * size + i] = mean - radius;
      largest[j * size + i] = mean + radius;
    }
  }
  return { smallest, largest };
}

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
