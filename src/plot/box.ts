/** Which part of parameter space to look at when nobody says. */
import type { LossDescription, Trajectory } from '../protocol/model';

export type Box = readonly (readonly [number, number])[];

type Interval = readonly [low: number, high: number];

const around = (value: number, radius: number): Interval => [value - radius, value + radius];

/** Free on each side of what must be seen, as a part of its extent. */
const margin = 0.2;
/** Extents that differ by more than this get axes of different units. */
const mostUnequal = 4;

/**
 * For a map of two coordinates: `@domain` where there is one, else round the start and the paths with a margin; in equal
 * units, so that right angles look right, unless that would squash one axis to nothing.
 */
export function mapBox(
  description: LossDescription,
  runs: readonly Trajectory[],
  axes: readonly [number, number],
): readonly [Interval, Interval] {
  const [across, up] = axes.map((axis) => interval(description, runs, axis));
  const domainKnown = axes.every((axis) => description.domain[axis] !== undefined);
  return domainKnown ? [across, up] : equalUnits(across, up);
}

/** For a map over two directions through the origin of their plane: round what must be seen, one unit of each at the least. */
export function directionBox(seen: readonly (readonly [number, number])[]): readonly [Interval, Interval] {
  const [across, up] = [0, 1].map((axis): Interval => {
    const values = [0, ...seen.map((point) => point[axis])];
    return padded([Math.min(...values), Math.max(...values)], 0);
  });
  return equalUnits(across, up);
}

/** For a curve over the only coordinate. */
export function curveInterval(description: LossDescription, runs: readonly Trajectory[]): Interval {
  return interval(description, runs, 0);
}

function interval({ domain, start }: LossDescription, runs: readonly Trajectory[], axis: number): Interval {
  const whole = domain[axis];
  if (whole) return whole;
  const size = Math.abs(start[axis]);
  return runs.length === 0 ? around(start[axis], Math.max(2, 1.5 * size)) : padded(extent(start, runs, axis), size);
}

/** Of the start, and of the steps no higher than it: a run that diverges must not shrink the rest to a dot. */
function extent(start: Float64Array, runs: readonly Trajectory[], axis: number): Interval {
  let [low, high] = [start[axis], start[axis]];
  for (const { params, loss, n } of runs) {
    for (let row = 0; row < loss.length; row++) {
      const value = params[row * n + axis];
      if (!(loss[row] <= loss[0]) || !Number.isFinite(value)) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return [low, high];
}

function padded([low, high]: Interval, size: number): Interval {
  const half = Math.max((0.5 + margin) * (high - low), 0.75 * Math.max(1, size));
  return around((low + high) / 2, half);
}

function equalUnits(across: Interval, up: Interval): readonly [Interval, Interval] {
  const sides = [across, up].map(([low, high]) => high - low);
  const side = Math.max(...sides);
  if (side > mostUnequal * Math.min(...sides)) return [across, up];
  return [around((across[0] + across[1]) / 2, side / 2), around((up[0] + up[1]) / 2, side / 2)];
}
