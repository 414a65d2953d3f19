/** The plane of parameter space that the map shows, and where points lie on it and beside it. */
import type { Plane } from '../../../../src/protocol/model';
import { coordinatePlane } from './project';

export interface ShownPlane {
  readonly plane: Plane;
  /** Where it is one of two coordinates; a shortcut, and what penalties' balls are drawn in. */
  readonly axes: readonly [across: number, up: number] | undefined;
  /** Of the axes. */
  readonly names: readonly [string, string];
  /** What is worth knowing of it. */
  readonly words: string;
}

export function coordinateView(base: ArrayLike<number>, axes: readonly [number, number], coordinates: readonly string[]): ShownPlane {
  const [across, up] = axes.map((i) => coordinates[i] ?? '');
  return { plane: coordinatePlane(base, axes), axes, names: [across, up], words: '' };
}

/** (u, v) of the point of the plane nearest to `at`. */
export function uvOf({ plane, axes }: Pick<ShownPlane, 'plane' | 'axes'>, at: ArrayLike<number>): [u: number, v: number] {
  if (axes) return [at[axes[0]], at[axes[1]]];
  return coefficients(
    plane,
    plane.origin.map((origin, i) => at[i] - origin),
  );
}

/** The part of a direction that lies in the plane, in units of its own directions. */
export function directionOn({ plane, axes }: Pick<ShownPlane, 'plane' | 'axes'>, vector: ArrayLike<number>): [u: number, v: number] {
  return axes ? [vector[axes[0]], vector[axes[1]]] : coefficients(plane, vector);
}

/** Least squares by the normal equations of two directions. */
function coefficients({ first, second }: Plane, vector: ArrayLike<number>): [number, number] {
  const [aa, ab, bb, ax, bx] = [dot(first, first), dot(first, second), dot(second, second), dot(first, vector), dot(second, vector)];
  const determinant = aa * bb - ab * ab;
  return [(bb * ax - ab * bx) / determinant, (aa * bx - ab * ax) / determinant];
}

function dot(a: Float64Array, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** `from` moved so that it lies over (u, v), as far beside the plane as it was. */
export function movedTo(shown: Pick<ShownPlane, 'plane' | 'axes'>, from: Float64Array, [u, v]: readonly [number, number]): Float64Array {
  const { first, second } = shown.plane;
  const [u0, v0] = uvOf(shown, from);
  return from.map((value, i) => value + (u - u0) * first[i] + (v - v0) * second[i]);
}

/** How far beside the plane a point lies. */
export function distanceFrom(shown: Pick<ShownPlane, 'plane' | 'axes'>, at: ArrayLike<number>): number {
  const { origin, first, second } = shown.plane;
  const [u, v] = uvOf(shown, at);
  return Math.hypot(...origin.map((value, i) => at[i] - value - u * first[i] - v * second[i]));
}
