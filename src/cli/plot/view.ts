/** Which part of parameter space a plot shows: two of the coordinates, or the only one, and a box of them. */
import type { LossDescription, Plane, Surface, Trajectory } from '../../protocol/model';
import { curveInterval, mapBox } from '../box';
import { UsageError } from '../errors';
import { unknownName } from '../suggest';
import { type Box, parseBox } from '../vector';

/** Which coordinates, and which part of them when that was said. */
export interface View {
  /** Two, or the only one. */
  readonly axes: readonly [number] | readonly [number, number];
  readonly box: Box | undefined;
}

export function viewOf(
  description: LossDescription,
  values: { readonly plane: string | undefined; readonly box: string | undefined },
): View {
  const axes = axesOf(description, values.plane);
  return { axes, box: values.box === undefined ? undefined : parseBox('box', values.box, axes.length) };
}

function axesOf({ n, coordinates }: LossDescription, plane: string | undefined): View['axes'] {
  if (plane === undefined) return n === 1 ? [0] : [0, 1];
  const named = plane.split(',').map((text) => coordinateIndex(text.trim(), coordinates));
  const [first, second] = named;
  if (named.length !== 2 || first === second)
    throw new UsageError(`--plane takes two different coordinates, not "${plane}".`, 'For example --plane 0,1.');
  return [first, second];
}

function coordinateIndex(text: string, coordinates: readonly string[]): number {
  const named = coordinates.indexOf(text);
  if (named >= 0) return named;
  const index = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (index < coordinates.length) return index;
  throw unknownName('coordinate', text, coordinates.slice(0, 20));
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
