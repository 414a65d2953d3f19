/** Basins of attraction as filled shapes: a hue for each minimum that is reached, the stronger the fewer steps it took. */
import type { Basins } from '../../../../src/protocol/model';
import type { Pixel } from '../../pointGlyph';
import { polyline } from './marks';
import type { Projection } from './project';
import type { Shading } from './shading';

export const basinHues = 6;
const strengths = 5;
/** How much of the hue the slowest keep. */
const weakest = 0.35;

/** Colour of the `hue`th minimum, t in 0 … 1 from the ground to the full hue. */
export type BasinColours = (hue: number, t: number) => string;

type Cells = Pick<Basins, 'attractor' | 'steps' | 'attractors' | 'box' | 'size'>;

export function basinShading(basins: Cells, colours: BasinColours): Shading {
  const limits = stepLimits(basins);
  const runs = new Map<number, Float32Array[]>();
  for (const { at, rectangle } of rowRuns(basins, (cell) => kindOf(basins, limits, cell))) {
    const known = runs.get(at);
    if (known) known.push(rectangle);
    else runs.set(at, [rectangle]);
  }
  const kinds = [...runs.keys()];
  const colour = (i: number) => colours(Math.floor(kinds[i] / strengths) % basinHues, strengthOf(kinds[i] % strengths));
  return {
    bands: kinds.map((kind) => ({ level: kind, polygons: (runs.get(kind) ?? []).map((ring) => [ring]) })),
    ...{ levels: new Float64Array(0), scale: 'linear', rule: 'nonzero', floor: colours(0, 0), colour },
    steps: basins.attractors.map((_, i) => colours(i % basinHues, 1)),
  };
}

const strengthOf = (rank: number): number => 1 - ((1 - weakest) * rank) / (strengths - 1);

/** Minimum and strength as one number; undefined where no minimum is reached. */
function kindOf({ attractor, steps }: Cells, limits: readonly number[], cell: number): number | undefined {
  if (attractor[cell] < 0) return undefined;
  return strengths * attractor[cell] + limits.filter((limit) => steps[cell] > limit).length;
}

/** What parts the starts that settle into as many equally large groups, by their steps. */
function stepLimits({ attractor, steps }: Cells): readonly number[] {
  const settled = steps.filter((_, cell) => attractor[cell] >= 0).sort();
  return Array.from({ length: strengths - 1 }, (_, k) => settled[Math.floor(((k + 1) * settled.length) / strengths)] ?? 0);
}

/** Cells of one kind side by side as one rectangle, in the plane's coordinates; it reaches a little under the next row, so that no seam shows. */
function rowRuns({ box: [u0, u1, v0, v1], size }: Cells, kind: (cell: number) => number | undefined) {
  const [du, dv] = [(u1 - u0) / size, (v1 - v0) / size];
  const found: { at: number; rectangle: Float32Array }[] = [];
  for (let j = 0; j < size; j++) {
    for (let i = 0; i < size; ) {
      const at = kind(j * size + i);
      let end = i + 1;
      while (end < size && kind(j * size + end) === at) end++;
      const [a, b, c, d] = [u0 + i * du, u0 + end * du, v0 + j * dv, v0 + Math.min(size, j + 1.1) * dv];
      if (at !== undefined) found.push({ at, rectangle: Float32Array.of(a, c, b, c, b, d, a, d, a, c) });
      i = end;
    }
  }
  return found;
}

/** The borders between basins, as path data in pixels. */
export function basinEdges({ attractor, box: [u0, u1, v0, v1], size }: Cells, { x, y }: Pick<Projection, 'x' | 'y'>): string {
  const at = (i: number, j: number): Pixel => [x(u0 + ((u1 - u0) * i) / size), y(v0 + ((v1 - v0) * j) / size)];
  const parts: string[] = [];
  for (let j = 0; j < size; j++) {
    for (let i = 0; i < size; i++) {
      const own = attractor[j * size + i];
      if (i + 1 < size && attractor[j * size + i + 1] !== own) parts.push(polyline([at(i + 1, j), at(i + 1, j + 1)]));
      if (j + 1 < size && attractor[(j + 1) * size + i] !== own) parts.push(polyline([at(i, j + 1), at(i + 1, j + 1)]));
    }
  }
  return parts.join('');
}

/** Where no minimum is reached, as path data in pixels. */
export function lostCells(cells: Cells, { x, y }: Pick<Projection, 'x' | 'y'>): string {
  return rowRuns(cells, (cell) => (cells.attractor[cell] < 0 ? 0 : undefined))
    .map(({ rectangle: r }) => `${polyline([0, 2, 4, 6].map((k): Pixel => [x(r[k]), y(r[k + 1])]))}Z`)
    .join('');
}

/** The cell that a place lies in. */
export function cellAt({ box: [u0, u1, v0, v1], size }: Pick<Cells, 'box' | 'size'>, u: number, v: number): number | undefined {
  const [i, j] = [Math.floor(((u - u0) / (u1 - u0)) * size), Math.floor(((v - v0) / (v1 - v0)) * size)];
  return i >= 0 && j >= 0 && i < size && j < size ? j * size + i : undefined;
}
