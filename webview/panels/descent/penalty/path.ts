/** Coefficients over the strength α of a penalty: reading the path, and where its parts are drawn. */
import type { CoefficientPath } from '../../../../src/protocol/model';
import { extent } from '../../../lib/rows';

/** Coefficient `i` at every strength, in the path's order. */
export function coefficient({ strengths, solutions }: CoefficientPath, i: number): Float64Array {
  const n = solutions.length / strengths.length;
  return Float64Array.from(strengths, (_, row) => solutions[row * n + i]);
}

export const coefficientCount = ({ strengths, solutions }: CoefficientPath): number =>
  strengths.length === 0 ? 0 : solutions.length / strengths.length;

export interface PathAxes {
  /** log₁₀ α. */
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

/** A little air above and below, so that lines at the ends are whole; 0 is always in view. */
export function pathAxes(path: CoefficientPath): PathAxes {
  const [least, most] = extent(path.strengths) ?? [0.1, 1];
  const [low, high] = extent([0, ...path.solutions]) ?? [0, 1];
  const air = 0.06 * (high - low || 1);
  const [from, to] = [Math.log10(least), Math.log10(most)];
  return { x: from < to ? [from, to] : [from - 1, to + 1], y: [low - air, high + air] };
}

/** Which coefficients are named: the largest at the weakest penalty, so that names do not crowd. */
export function namedCoefficients(path: CoefficientPath, most: number): readonly number[] {
  const last = path.strengths.length - 1;
  const n = coefficientCount(path);
  const size = (i: number) => Math.abs(path.solutions[last * n + i]);
  return Array.from({ length: n }, (_, i) => i)
    .toSorted((a, b) => size(b) - size(a))
    .slice(0, most);
}

/** Heights at least `gap` apart, each as close to its own as its neighbours allow, in the order given. */
export function spreadOut(heights: readonly number[], gap: number): readonly number[] {
  const order = heights.map((_, i) => i).toSorted((a, b) => (heights[a] ?? 0) - (heights[b] ?? 0));
  const placed = [...heights];
  let above = Number.NEGATIVE_INFINITY;
  for (const i of order) {
    const y = Math.max(heights[i] ?? 0, above + gap);
    placed[i] = y;
    above = y;
  }
  return placed;
}

/** A strength as one would choose it. */
export const strengthAt = (logarithm: number): number => Number((10 ** logarithm).toPrecision(3));
