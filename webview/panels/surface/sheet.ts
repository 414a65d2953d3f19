/**
 * The surface as a sheet in a room: u and v of its box lie over −1 … 1, the loss stands between `bottom` and `top`, and the floor
 * is so far below that its contours can be seen.
 */
import type { Surface } from '../../../src/protocol/model';
import { interpolate } from '../../lib/picture/map/hover';
import { type HeightScale, heightScale } from './heights';

export const top = 0.86;
export const bottom = 0;
export const floor = -0.5;
export const middle = (top + floor) / 2;

export interface Sheet {
  readonly surface: Surface;
  readonly size: number;
  readonly scale: HeightScale;
  /** z of each grid point, NaN where the loss is not finite. */
  readonly heights: Float64Array;
  /** Colour step of each grid point, as `HeightScale.band` gives it. */
  readonly bands: Float32Array;
}

export const zOf = (height: number): number => bottom + (top - bottom) * height;

export function sheetOf(surface: Surface): Sheet {
  const scale = heightScale(surface);
  const heights = surface.values.map((loss) => scale.height(loss));
  const bands = Float32Array.from(heights, (height) => scale.band(height));
  return { surface, size: surface.size, scale, heights: heights.map(zOf), bands };
}

/** From (u, v) into the room. */
export function placeIn([u0, u1, v0, v1]: Surface['box'], u: number, v: number): readonly [x: number, y: number] {
  return [(2 * (u - u0)) / (u1 - u0) - 1, (2 * (v - v0)) / (v1 - v0) - 1];
}

/** And back. */
export function paramsAt([u0, u1, v0, v1]: Surface['box'], x: number, y: number): readonly [u: number, v: number] {
  return [u0 + ((x + 1) / 2) * (u1 - u0), v0 + ((y + 1) / 2) * (v1 - v0)];
}

const room: Surface['box'] = [-1, 1, -1, 1];

/** z of the sheet over (x, y); undefined beside it and in its holes. */
export function zAt({ size, heights }: Pick<Sheet, 'size' | 'heights'>, x: number, y: number): number | undefined {
  return interpolate({ box: room, size, values: heights }, x, y);
}

/** (u, v) of a point of parameter space; a single parameter has its curve in the middle of the sheet. */
export const planePoint = (at: ArrayLike<number>, [across, up]: readonly [number, number]): readonly [u: number, v: number] =>
  at.length === 1 ? [at[0], 0.5] : [at[across], at[up]];
