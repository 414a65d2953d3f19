import { row } from '../linalg/vector';
import type { Trajectory } from '../trajectory';
import { roundStep, tidy } from './levels';
import { type Plane, project, type Surface } from './plane';

export interface BoxContent {
  readonly plane: Plane;
  /** Points that must be seen: the start, critical points. */
  readonly points: readonly Float64Array[];
  readonly trajectories?: readonly Trajectory[];
  /** Intervals the user has set for u and v; each, where there is one, is shown whole. */
  readonly domain?: readonly [Interval | undefined, Interval | undefined];
}

export type Interval = readonly [low: number, high: number];

/** Left free on each side, as a part of what is seen. */
const margin = 0.12;
/** Half a side when all there is to see is one point: this, or 1.5 times its distance from 0 along an axis. */
const smallestReach = 2;
/** Borders are multiples of a round number near this part of the side. */
const roundingPart = 1 / 24;

/**
 * A square of the plane (equal units, so that right angles look right) with round borders and a margin round all that must be seen.
 * Of a trajectory that is what lies no higher than its start: a run that diverges must not shrink the rest to a dot.
 */
export function chooseBox({ plane, points, trajectories = [], domain = [undefined, undefined] }: BoxContent): Surface['box'] {
  const seen = [...points, ...trajectories.flatMap(notAboveStart)].map((x) => project(plane, x)).filter((uv) => uv.every(Number.isFinite));
  const [u, v] = [0, 1].map((axis) => domain[axis] ?? extent(seen.map((uv) => uv[axis])));
  const side = Math.max(...[u, v].map((interval, axis) => wantedSide(interval, domain[axis] !== undefined, Math.max(width(u), width(v)))));
  return [...framed(u, side), ...framed(v, side)];
}

/** The interval to search and to draw for one coordinate of which no more than its start is known. */
export function defaultInterval(start: number): Interval {
  return framed([start, start], reach([start, start]) * 2);
}

function notAboveStart({ params, loss, n }: Trajectory): Float64Array[] {
  return Array.from(loss.keys())
    .filter((k) => loss[k] <= loss[0])
    .map((k) => row(params, k, n));
}

function extent(values: readonly number[]): Interval {
  if (values.length === 0) return [0, 0];
  return [values.reduce((min, value) => Math.min(min, value)), values.reduce((max, value) => Math.max(max, value))];
}

function width([low, high]: Interval): number {
  return high - low;
}

function reach([low, high]: Interval): number {
  return Math.max(smallestReach, 1.5 * Math.abs(low), 1.5 * Math.abs(high));
}

function wantedSide(interval: Interval, isDomain: boolean, widest: number): number {
  if (isDomain) return width(interval);
  return widest === 0 ? 2 * reach(interval) : width(interval) + 2 * margin * widest;
}

/** An interval of the given length round this one, with round ends; itself when it is as long already. */
function framed([low, high]: Interval, side: number): Interval {
  if (high - low === side) return [low, high];
  const step = roundStep(side * roundingPart);
  const count = Math.ceil(side / step - 1e-9);
  const first = Math.round((low + high - count * step) / (2 * step));
  return [tidy(first * step), tidy((first + count) * step)];
}
