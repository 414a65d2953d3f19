import { type Plane, pointOn, type Surface } from './plane';

/** A square grid over a plane: values[j·size + i] at (u₀ + i·Δu, v₀ + j·Δv), both ends included. */
export interface GridRequest {
  readonly plane: Plane;
  readonly box: Surface['box'];
  /** Points along each side of the finished grid; 2ᵏ·m + 1 can be refined from a coarse grid in k steps. */
  readonly size: number;
}

/** The first grid has at least this many cells along a side. */
const coarsestCells = 16;

/** Halving strides that divide size − 1, from the coarsest grid to 1. */
export function strides(size: number): number[] {
  const list = [1];
  while ((size - 1) % (2 * list[0]) === 0 && (size - 1) / (2 * list[0]) >= coarsestCells) list.unshift(2 * list[0]);
  return list;
}

/** Indices of the grid points of this stride; but for the `first`, without those that the coarser stride before it has. */
export function* cellsOf(size: number, stride: number, { first, rows = size }: { first: boolean; rows?: number }): Generator<number> {
  for (let j = 0; j < rows; j += stride) {
    for (let i = 0; i < size; i += stride) {
      if (first || i % (2 * stride) !== 0 || j % (2 * stride) !== 0) yield j * size + i;
    }
  }
}

export function gridPoint({ plane, box, size }: GridRequest, at: number): Float64Array {
  const between = (low: number, high: number, i: number): number => low + ((high - low) * i) / (size - 1);
  return pointOn(plane, between(box[0], box[1], at % size), between(box[2], box[3], Math.floor(at / size)));
}

export const sideOf = (size: number, stride: number): number => (size - 1) / stride + 1;

/** Every `stride`th value of a grid along both sides. */
export function everyNth(values: Float64Array, size: number, stride: number): Float64Array {
  const side = sideOf(size, stride);
  return Float64Array.from({ length: side * side }, (_, at) => values[Math.floor(at / side) * stride * size + (at % side) * stride]);
}
