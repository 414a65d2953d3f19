import { largestMagnitude } from '../vector';

/** Rows x and y become cx + sy and cy − sx. */
export interface RowRotation {
  readonly x: number;
  readonly y: number;
  readonly c: number;
  readonly s: number;
}

/** Which halves of a row may differ from zero: a set of bits. */
export const UPPER = 1;
export const LOWER = 2;

export interface Deflation {
  /** Rows that the coupling changes, by ascending value, no two of them equal. */
  readonly coupled: readonly number[];
  /** Rows that are eigenvectors of the whole as they are. */
  readonly deflated: readonly number[];
  /** To be carried out first, in this order. */
  readonly rotations: readonly RowRotation[];
}

/**
 * Finds what the coupling D + ρzzᵀ leaves as it is, to working precision (Dongarra & Sorensen, SIAM J. Sci. Stat. Comput. 8, 1987;
 * LAPACK `dlaed2`): rows with a negligible weight, and of each two rows with nearly the same value one, after a rotation that
 * gives the other both weights. `values`, `weights` and the halves that rows occupy follow the rotations.
 */
export function deflate(values: Float64Array, weights: Float64Array, halves: Uint8Array, strength: number): Deflation {
  const tolerance = 8 * Number.EPSILON * Math.max(largestMagnitude(values), strength);
  const coupled: number[] = [];
  const deflated: number[] = [];
  const rotations: RowRotation[] = [];
  for (const y of ascending(values)) {
    if (strength * Math.abs(weights[y]) <= tolerance) {
      deflated.push(y);
      continue;
    }
    const x = coupled.at(-1);
    const rotation = x !== undefined && merging(values, weights, x, y, tolerance);
    if (rotation) {
      rotate(values, weights, halves, rotation);
      rotations.push(rotation);
      coupled.pop();
      deflated.push(rotation.x);
    }
    coupled.push(y);
  }
  return { coupled, deflated, rotations };
}

/** Arrays of runs in ascending order, as merges leave them, are quickly sorted. */
export function ascending(values: Float64Array): number[] {
  return Array.from(values.keys()).sort((i, j) => values[i] - values[j]);
}

/** The rotation that leaves row x without a weight, if what it couples the two rows by is negligible. */
function merging(values: Float64Array, weights: Float64Array, x: number, y: number, tolerance: number): RowRotation | undefined {
  const length = Math.hypot(weights[x], weights[y]);
  const [c, s] = [weights[y] / length, -weights[x] / length];
  return Math.abs((values[y] - values[x]) * c * s) <= tolerance ? { x, y, c, s } : undefined;
}

function rotate(values: Float64Array, weights: Float64Array, halves: Uint8Array, { x, y, c, s }: RowRotation): void {
  const [dx, dy] = [values[x], values[y]];
  values[x] = dx * c * c + dy * s * s;
  values[y] = dx * s * s + dy * c * c;
  weights[y] = Math.hypot(weights[x], weights[y]);
  weights[x] = 0;
  halves[x] = halves[y] = halves[x] | halves[y];
}
