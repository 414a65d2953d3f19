/** Which part of parameter space a plot shows: two of the coordinates, or the only one, and a box of them. */
import type { LossDescription, Plane, Surface, Trajectory } from '../protocol/model';
import { type Box, curveInterval, mapBox } from './box';

/** Which coordinates, and which part of them when that was said. */
export interface View {
  /** Two, or the only one. */
  readonly axes: readonly [number] | readonly [number, number];
  readonly box: Box | undefined;
}

/** The plane through `at` along the two axes, whose coordinates are the user's own, and the part of it to show. */
export function sliceOf(
  description: LossDescription,
  runs: readonly Trajectory[],
  { axes, box }: View,
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
export function pointBox(axes: View['axes'], [u0, u1, v0, v1]: Surface['box']): (readonly [number, number])[] {
  const intervals: (readonly [number, number])[] = [];
  intervals[axes[0]] = [u0, u1];
  if (axes.length === 2) intervals[axes[1]] = [v0, v1];
  return intervals;
}
