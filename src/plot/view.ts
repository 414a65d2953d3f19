/** Which part of parameter space a plot shows: two coordinates, or the only one, or two other directions, and a box of them. */
import type { LossDescription, Plane, PlaneChoice, Surface, Trajectory } from '../protocol/model';
import { type Box, curveInterval, directionBox, mapBox } from './box';
import { planeCoordinates } from './scene';

/** Which coordinates, and which part of them when that was said. */
export interface CoordinateView {
  /** Two, or the only one. */
  readonly axes: readonly [number] | readonly [number, number];
  readonly box: Box | undefined;
}

/** Directions that are no coordinates: where the loss bends most, where the first path goes, or any. */
export const directions = ['eigenvectors', 'path', 'random'] as const;
export type Through = readonly [a: Float64Array, b: Float64Array, c: Float64Array];
export interface DirectionView {
  /** Three points that the plane goes through are directions, too. */
  readonly along: (typeof directions)[number] | Through;
  /** Of random directions. */
  readonly seed: number;
  readonly box: Box | undefined;
}

/** The plane through `at` along the two axes, whose coordinates are the user's own, and the part of it to show. */
export function sliceOf(
  description: LossDescription,
  runs: readonly Trajectory[],
  { axes, box }: CoordinateView,
  at: Float64Array,
): { plane: Plane; box: Surface['box'] } {
  const unit = (axis: number | undefined) => Float64Array.from(at, (_, i) => (i === axis ? 1 : 0));
  const origin = Float64Array.from(at, (value, i) => (i === axes[0] || i === axes[1] ? 0 : value));
  const plane: Plane = { origin, first: unit(axes[0]), second: unit(axes[1]) };
  if (axes.length === 1) return { plane, box: [...(box?.[0] ?? curveInterval(description, runs)), 0, 1] };
  const [across, up] = mapBox(description, runs, axes);
  return { plane, box: [...(box?.[0] ?? across), ...(box?.[1] ?? up)] };
}

/** The box in the order of the loss's coordinates. */
export function pointBox(axes: CoordinateView['axes'], [u0, u1, v0, v1]: Surface['box']): (readonly [number, number])[] {
  const intervals: (readonly [number, number])[] = [];
  intervals[axes[0]] = [u0, u1];
  if (axes.length === 2) intervals[axes[1]] = [v0, v1];
  return intervals;
}

/** What the engine is asked for. */
export function planeChoice({ along, seed }: DirectionView, at: Float64Array, path: Trajectory | undefined): PlaneChoice | undefined {
  if (typeof along !== 'string') return { kind: 'points', points: along };
  if (along !== 'path') return { kind: along, at, seed };
  return path && { kind: 'trajectory', at, params: path.params };
}

/** The part of such a plane that holds the start, or the points that it goes through, and the paths. */
export function directionSlice(
  plane: Plane,
  { start }: LossDescription,
  runs: readonly Trajectory[],
  { along, box }: DirectionView,
): Surface['box'] {
  const seen = [...(typeof along === 'string' ? [start] : along), ...runs.flatMap(pointsOf)].map((point) => planeCoordinates(plane, point));
  const [across, up] = box ?? directionBox(seen);
  return [...across, ...up];
}

/** Of steps no higher than the start: a run that diverges must not shrink the rest to a dot. */
function pointsOf({ params, loss, n }: Trajectory): Float64Array[] {
  return Array.from(loss, (_, row) => params.subarray(row * n, (row + 1) * n)).filter(
    (point, row) => loss[row] <= loss[0] && point.every(Number.isFinite),
  );
}
