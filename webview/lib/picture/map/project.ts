/** From parameter space to pixels: the plane of two coordinates, or, for one parameter, the curve L over it. */
import type { Plane } from '../../../../src/protocol/model';
import type { Pixel } from '../../pointGlyph';
import { linearScale, type Scale } from '../../scale';
import type { Box } from './box';
import { directionOn, type ShownPlane, uvOf } from './shownPlane';

export interface Frame {
  readonly left: number;
  readonly size: number;
}

export interface Projection {
  readonly kind: 'plane' | 'curve';
  readonly x: Scale;
  readonly y: Scale;
  readonly box: Box;
  /** Where a point of parameter space with its loss is drawn. */
  place(at: ArrayLike<number>, loss: number): Pixel;
  /** A direction of parameter space on screen. */
  direction(vector: ArrayLike<number>): Pixel;
}

/** The plane through `origin` along the axes of two coordinates, `origin` itself projected onto the other coordinates. */
export function coordinatePlane(origin: ArrayLike<number>, [across, up]: readonly [number, number]): Plane {
  const n = origin.length;
  const unit = (index: number) => Float64Array.from({ length: n }, (_, i) => (n > 1 || index === 0 ? Number(i === index) : 0));
  const base = Float64Array.from(origin, (value, i) => (i === across || (i === up && n > 1) ? 0 : value));
  return { origin: base, first: unit(across), second: n === 1 ? new Float64Array(1) : unit(up) };
}

export function planeProjection(box: Box, shown: Pick<ShownPlane, 'plane' | 'axes'>, { left, size }: Frame): Projection {
  const x = linearScale([box[0], box[1]], [left, left + size]);
  const y = linearScale([box[2], box[3]], [size, 0]);
  const [perU, perV] = [size / (box[1] - box[0]), size / (box[3] - box[2])];
  return {
    kind: 'plane',
    x,
    y,
    box,
    place(at) {
      const [u, v] = uvOf(shown, at);
      return [x(u), y(v)];
    },
    direction(vector) {
      const [u, v] = directionOn(shown, vector);
      return [u * perU, -v * perV];
    },
  };
}

/** For one parameter: L upwards over `range`. */
export function curveProjection(box: Box, range: readonly [number, number], { left, size }: Frame): Projection {
  const x = linearScale([box[0], box[1]], [left, left + size]);
  const y = linearScale(range, [size, 0]);
  return {
    kind: 'curve',
    x,
    y,
    box: [box[0], box[1], range[0], range[1]],
    place: (at, loss) => [x(at[0]), y(loss)],
    direction: (vector) => [vector[0], 0],
  };
}
