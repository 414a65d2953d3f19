import { Failures } from '../failures';
import type { Objective } from '../objective';
import type { Work } from '../work';
import { contourBands } from './contours';
import { chooseLevels } from './levels';
import { type Plane, pointOn, type Surface } from './plane';

export interface SurfaceRequest {
  readonly plane: Plane;
  readonly box: Surface['box'];
  /** Points along each side of the finished grid; 2ᵏ·m + 1 can be refined from a coarse grid in k steps. */
  readonly size: number;
}

/** The first grid has at least this many cells along a side. */
const coarsestCells = 16;
/** After how many evaluations the work can be interrupted. */
const chunk = 16;

/**
 * L on a square grid of a plane, from coarse to fine, e.g. 21² → 41² → 81² → 161²: each stage is yielded as a complete surface
 * and reuses the points before it. Where the user's code throws, the value is NaN, a hole in the picture; the error comes
 * out if it throws on all of the first grid.
 */
export function* surface(objective: Objective, request: SurfaceRequest): Work<Surface> {
  const { size } = request;
  const values = new Float64Array(size * size).fill(Number.NaN);
  for (const [stage, stride] of strides(size).entries()) {
    yield* evaluate(objective, request, values, stride, stage === 0);
    if (stride > 1) yield finished(request, values, stride);
  }
  return finished(request, values, 1);
}

/** Halving strides that divide size − 1, from the coarsest grid to 1. */
function strides(size: number): number[] {
  const list = [1];
  while ((size - 1) % (2 * list[0]) === 0 && (size - 1) / (2 * list[0]) >= coarsestCells) list.unshift(2 * list[0]);
  return list;
}

/** Fills in the grid points of this stride, but for those of the coarser one where it is done. */
function* evaluate(objective: Objective, { plane, box, size }: SurfaceRequest, values: Float64Array, stride: number, first: boolean) {
  const failures = new Failures();
  let count = 0;
  const rows = isLine(plane) ? 1 : size;
  for (let j = 0; j < rows; j += stride) {
    for (let i = 0; i < size; i += stride) {
      if (!first && i % (2 * stride) === 0 && j % (2 * stride) === 0) continue;
      const point = pointOn(plane, between(box[0], box[1], i, size), between(box[2], box[3], j, size));
      values[j * size + i] = failures.attempt(() => objective.value(point)) ?? Number.NaN;
      if (++count % chunk === 0) yield undefined;
    }
  }
  for (let j = rows; j < size; j++) values.copyWithin(j * size, 0, size);
  if (first) failures.throwIfAllFailed();
}

/** A single parameter has no second direction: every row of its grid is the same. */
const isLine = ({ second }: Plane): boolean => second.every((component) => component === 0);

function between(low: number, high: number, i: number, size: number): number {
  return low + ((high - low) * i) / (size - 1);
}

/** The surface of every `stride`th grid point. */
function finished({ plane, box, size }: SurfaceRequest, values: Float64Array, stride: number): Surface {
  const side = (size - 1) / stride + 1;
  const kept = Float64Array.from({ length: side * side }, (_, at) => values[Math.floor(at / side) * stride * size + (at % side) * stride]);
  const { levels, scale, base } = chooseLevels(kept);
  return { plane, box, size: side, values: kept, levels, scale, base, bands: contourBands(kept, side, box, levels) };
}
