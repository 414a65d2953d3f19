import { Failures } from '../failures';
import type { Objective } from '../objective';
import type { Work } from '../work';
import { contourBands } from './contours';
import { cellsOf, everyNth, type GridRequest, gridPoint, sideOf, strides } from './grid';
import { chooseLevels } from './levels';
import type { Plane, Surface } from './plane';

/** After how many evaluations the work can be interrupted. */
const chunk = 16;

/**
 * L on a square grid of a plane, from coarse to fine, e.g. 21² → 41² → 81² → 161²: each stage is yielded as a complete surface
 * and reuses the points before it. Where the user's code throws, the value is NaN, a hole in the picture; the error comes
 * out if it throws on all of the first grid.
 */
export function* surface(objective: Objective, request: GridRequest): Work<Surface> {
  const { size } = request;
  const values = new Float64Array(size * size).fill(Number.NaN);
  for (const [stage, stride] of strides(size).entries()) {
    yield* evaluate(objective, request, values, stride, stage === 0);
    if (stride > 1) yield finished(request, values, stride);
  }
  return finished(request, values, 1);
}

/** Fills in the grid points of this stride, but for those of the coarser one where it is done. */
function* evaluate(objective: Objective, request: GridRequest, values: Float64Array, stride: number, first: boolean) {
  const { plane, size } = request;
  const failures = new Failures();
  const rows = isLine(plane) ? 1 : size;
  let count = 0;
  for (const at of cellsOf(size, stride, { first, rows })) {
    values[at] = failures.attempt(() => objective.value(gridPoint(request, at))) ?? Number.NaN;
    if (++count % chunk === 0) yield undefined;
  }
  for (let j = rows; j < size; j++) values.copyWithin(j * size, 0, size);
  if (first) failures.throwIfAllFailed();
}

/** A single parameter has no second direction: every row of its grid is the same. */
const isLine = ({ second }: Plane): boolean => second.every((component) => component === 0);

/** The surface of every `stride`th grid point. */
function finished({ plane, box, size }: GridRequest, values: Float64Array, stride: number): Surface {
  const side = sideOf(size, stride);
  const kept = everyNth(values, size, stride);
  const { levels, scale, base } = chooseLevels(kept);
  return { plane, box, size: side, values: kept, levels, scale, base, bands: contourBands(kept, side, box, levels) };
}
