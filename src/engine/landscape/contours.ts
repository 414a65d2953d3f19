import { type ContourMultiPolygon, contours } from 'd3-contour';
import type { Band, Surface } from './plane';

/**
 * The regions L ≥ level of a square grid, by marching squares with linear interpolation along the cell edges, in (u, v) of the box.
 * A value of +∞ lies above every level; NaN and −∞ lie in no band, whose edge then runs through the last finite grid points.
 */
export function contourBands(values: Float64Array, size: number, box: Surface['box'], levels: Float64Array): Band[] {
  const generate = contours().size([size, size]);
  const grid = Array.from(values);
  return Array.from(levels, (level) => toBand(generate.contour(grid, level), level, size, box));
}

function toBand({ coordinates }: ContourMultiPolygon, level: number, size: number, [u0, u1, v0, v1]: Surface['box']): Band {
  const u = (x: number): number => u0 + (u1 - u0) * unitPosition(x, size);
  const v = (y: number): number => v0 + (v1 - v0) * unitPosition(y, size);
  const flat = (ring: readonly (readonly number[])[]): Float32Array => {
    const numbers = new Float32Array(2 * ring.length);
    ring.forEach(([x, y], k) => {
      numbers[2 * k] = u(x);
      numbers[2 * k + 1] = v(y);
    });
    return numbers;
  };
  return { level, polygons: coordinates.map((rings) => rings.map(flat)) };
}

/** d3-contour puts grid point i at i + ½ and closes regions half a cell outside the grid, which is cut off here. */
function unitPosition(x: number, size: number): number {
  return Math.min(Math.max((x - 0.5) / (size - 1), 0), 1);
}
