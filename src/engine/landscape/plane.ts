import { dot, plus } from '../linalg/vector';

/** A 2-D affine slice θ(u, v) = origin + u·first + v·second through parameter space. For n = 1, `second` is all zero. */
export interface Plane {
  readonly origin: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/** L on a square grid of a plane: values[j·size + i] at (u, v) = (u₀ + i·Δu, v₀ + j·Δv), both ends included. */
export interface Surface {
  readonly plane: Plane;
  readonly box: readonly [u0: number, u1: number, v0: number, v1: number];
  readonly size: number;
  readonly values: Float64Array;
  /** Ascending; linear, or logarithmic where the range asks for it. */
  readonly levels: Float64Array;
  readonly scale: 'linear' | 'log';
  /** What a logarithmic scale takes ratios from; 0 where the loss stays above zero, and on a linear scale. */
  readonly base: number;
  /** bands[k]: the region L ≥ levels[k]. */
  readonly bands: readonly Band[];
}

/**
 * Polygons of one filled contour, in (u, v): each polygon is its outer ring and then its holes, each ring a flat list
 * u₀ v₀ u₁ v₁ … with the first point repeated at the end.
 */
export interface Band {
  readonly level: number;
  readonly polygons: readonly (readonly Float32Array[])[];
}

/** θ(u, v). */
export function pointOn({ origin, first, second }: Plane, u: number, v: number): Float64Array {
  const point = new Float64Array(origin.length);
  for (let i = 0; i < point.length; i++) point[i] = origin[i] + u * first[i] + v * second[i];
  return point;
}

/** (u, v) of the point of the plane nearest to x; v = 0 where the plane is a line. */
export function project({ origin, first, second }: Plane, x: Float64Array): [u: number, v: number] {
  const offset = plus(x, -1, origin);
  const [aa, ab, bb] = [dot(first, first), dot(first, second), dot(second, second)];
  const [ax, bx] = [dot(first, offset), dot(second, offset)];
  if (bb === 0) return [ax / aa, 0];
  const determinant = aa * bb - ab * ab;
  return [(bb * ax - ab * bx) / determinant, (aa * bx - ab * ax) / determinant];
}

/**
 * The plane in which coordinates i and j vary and the others keep their values at `at`; u and v are those coordinates
 * themselves. With one parameter there is no j: the plane is the line of u.
 */
export function coordinatePlane(at: Float64Array, i: number, j?: number): Plane {
  const origin = at.slice();
  const unitAlong = (k: number): Float64Array => {
    const direction = new Float64Array(at.length);
    direction[k] = 1;
    origin[k] = 0;
    return direction;
  };
  return { first: unitAlong(i), second: j === undefined ? new Float64Array(at.length) : unitAlong(j), origin };
}
