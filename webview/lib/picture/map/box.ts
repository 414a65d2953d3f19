/** Which part of the plane the map shows. */

import { extent } from '../../rows';
import { roundStep } from '../../scale';

/** [u₀, u₁, v₀, v₁], as in `Surface`. */
export type Box = readonly [u0: number, u1: number, v0: number, v1: number];
export type Interval = readonly [number, number];

export interface BoxInputs {
  /** From the source; either may be missing. */
  readonly domain: readonly [across: Interval | undefined, up: Interval | undefined];
  /** Points that should be in view, the start first. */
  readonly points: readonly (readonly [u: number, v: number])[];
  /** Half a side that the box has at least, where no domain is set. */
  readonly reach: number;
  /** The box in use: kept while it still serves, so that edits and drags don't make the picture jump. */
  readonly current: Box | undefined;
}

/** Units that differ by more than this are not forced to be equal. */
const mostUnequal = 4;
/** How much of the free room may be given up to lean towards the origin. */
const leaning = 0.6;
/** How small a part of the current box the content may fill before the box shrinks. */
const smallest = 0.2;

export function homeBox({ domain: [across, up], points, reach, current }: BoxInputs): Box {
  if (across && up) return equalUnits([...across, ...up]);
  const content = contentBox(points);
  const sides = [
    { set: across, low: content[0], high: content[1] },
    { set: up, low: content[2], high: content[3] },
  ] as const;
  const half = Math.max(reach, ...sides.map(({ low, high }) => 0.75 * (high - low)));
  const [u, v] = sides.map(({ set, low, high }) => set ?? framed([low, high], half)) as [Interval, Interval];
  const fitted = equalUnits([...u, ...v]);
  return current && serves(current, content, fitted) ? current : fitted;
}

function contentBox(points: BoxInputs['points']): Box {
  const u = extent(points.map(([value]) => value)) ?? [0, 0];
  const v = extent(points.map(([, value]) => value)) ?? [0, 0];
  return [...u, ...v];
}

/** An interval of half length `half` round the content, leaning towards the origin, near which things tend to happen; round ends. */
function framed([low, high]: Interval, half: number): Interval {
  const room = Math.max(0, half - (high - low) / 2) * leaning;
  const middle = (low + high) / 2;
  const centre = middle - Math.sign(middle) * Math.min(Math.abs(middle) / 2, room);
  return rounded([centre - half, centre + half]);
}

function rounded([low, high]: Interval): Interval {
  const step = roundStep(high - low, 10);
  return [Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step];
}

/** A square in parameter units, or eigenvectors would not look perpendicular; unless that would squash one axis to nothing. */
export function equalUnits([u0, u1, v0, v1]: Box): Box {
  const [width, height] = [u1 - u0, v1 - v0];
  const side = Math.max(width, height);
  if (side > mostUnequal * Math.min(width, height)) return [u0, u1, v0, v1];
  return [u0 - (side - width) / 2, u1 + (side - width) / 2, v0 - (side - height) / 2, v1 + (side - height) / 2];
}

function serves(current: Box, content: Box, fitted: Box): boolean {
  const inside = content[0] >= current[0] && content[1] <= current[1] && content[2] >= current[2] && content[3] <= current[3];
  const grown = Math.max((current[1] - current[0]) / (fitted[1] - fitted[0]), (current[3] - current[2]) / (fitted[3] - fitted[2]));
  return inside && grown <= 1 / smallest;
}

/** Scales by `factor` about (u, v): below 1 is closer. */
export function zoomed([u0, u1, v0, v1]: Box, factor: number, [u, v]: readonly [number, number]): Box {
  return [u + (u0 - u) * factor, u + (u1 - u) * factor, v + (v0 - v) * factor, v + (v1 - v) * factor];
}

export function shifted([u0, u1, v0, v1]: Box, du: number, dv: number): Box {
  return [u0 + du, u1 + du, v0 + dv, v1 + dv];
}

/** The smallest box round both. */
export function hull(a: Box, b: Box): Box {
  return [Math.min(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.max(a[3], b[3])];
}

export const contains = (outer: Box, inner: Box): boolean =>
  inner[0] >= outer[0] && inner[1] <= outer[1] && inner[2] >= outer[2] && inner[3] <= outer[3];

/** Too far in for differences between neighbouring pixels to mean anything, or too far out for numbers. */
export function zoomLimits([u0, u1, v0, v1]: Box): boolean {
  const size = Math.max(Math.abs(u0), Math.abs(u1), Math.abs(v0), Math.abs(v1));
  const side = Math.min(u1 - u0, v1 - v0);
  return side > 1e-9 * size && side > 1e-12 && Math.max(u1 - u0, v1 - v0) < 1e9;
}
