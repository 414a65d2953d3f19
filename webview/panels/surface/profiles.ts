/** What the floor and the walls show of the sheet: its contours from above, and its outline along each axis. */
import type { Surface } from '../../../src/protocol/model';
import { placeIn, type Sheet } from './sheet';

/** Least and greatest z over each grid line across an axis; NaN where all of it is a hole. */
export interface Profile {
  readonly low: Float64Array;
  readonly high: Float64Array;
}

export function profileAlong({ size, heights }: Pick<Sheet, 'size' | 'heights'>, axis: 0 | 1): Profile {
  const low = new Float64Array(size).fill(Number.NaN);
  const high = new Float64Array(size).fill(Number.NaN);
  for (let k = 0; k < size * size; k++) {
    const at = axis === 0 ? k % size : Math.floor(k / size);
    const z = heights[k];
    if (!Number.isFinite(z)) continue;
    if (!(low[at] <= z)) low[at] = z;
    if (!(high[at] >= z)) high[at] = z;
  }
  return { low, high };
}

/** One level's lines as runs of x₀ y₀ x₁ y₁ …, without the stretches that only follow the edge of the box. */
export interface Contour {
  /** 0 … 1: which of the levels. */
  readonly rank: number;
  readonly lines: readonly Float32Array[];
}

export function floorContours({ bands, box }: Pick<Surface, 'bands' | 'box'>): readonly Contour[] {
  return bands.map(({ polygons }, i) => ({
    rank: (i + 1) / bands.length,
    lines: polygons.flat().flatMap((ring) => withoutEdges(ring, box)),
  }));
}

function withoutEdges(ring: Float32Array, box: Surface['box']): Float32Array[] {
  const lines: number[][] = [[]];
  for (let i = 0; i < ring.length; i += 2) {
    const [x, y] = placeIn(box, ring[i], ring[i + 1]);
    const line = lines.at(-1) ?? [];
    const before = line.slice(-2);
    if (before.length === 2 && alongEdge(before[0], before[1], x, y)) lines.push([x, y]);
    else line.push(x, y);
  }
  return lines.filter((line) => line.length > 2).map((line) => Float32Array.from(line));
}

/** Within this of the edge a point lies on it: rings are held as 32-bit numbers. */
const onEdge = 1e-5;

function alongEdge(x0: number, y0: number, x1: number, y1: number): boolean {
  const outer = (a: number, b: number) => Math.min(Math.abs(a), Math.abs(b)) > 1 - onEdge && a * b > 0;
  return outer(x0, x1) || outer(y0, y1);
}
