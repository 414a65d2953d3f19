import type { Tridiagonal } from './householder';
import { norm } from './vector';

/** From a start that is nearly orthogonal to the eigenvector the first comes only near it, the second to working precision. */
const solves = 3;
/** Changes of the pivots by this are rounding of a matrix whose entries are about 1. */
const smallestPivot = Number.EPSILON;
/** Vectors shrink before they overflow: within a row a component grows by less than 1/ε² over those below it. */
const huge = 1e150;
/** Its multiples modulo 1 are evenly spread (Weyl). */
const goldenRatio = (1 + Math.sqrt(5)) / 2;

/**
 * The unit eigenvector of a tridiagonal matrix, entries of about 1, to an eigenvalue that is known up to rounding: inverse iteration
 * (Golub & Van Loan, Matrix Computations, 4th ed., §8.4.2; LAPACK `dstein`). Of a cluster, a vector of the space of all its eigenvectors.
 */
export function inverseIteration({ diagonal, offDiagonal }: Pick<Tridiagonal, 'diagonal' | 'offDiagonal'>, value: number): Float64Array {
  const shifted = diagonal.map((d) => d - value);
  const x = Float64Array.from(diagonal, (_, i) => 0.5 + ((i * goldenRatio) % 1));
  for (let k = 0; k < solves; k++) {
    substituteBack(eliminate(shifted, offDiagonal, x), x);
    const share = 1 / norm(x);
    for (let i = 0; i < x.length; i++) x[i] *= share;
  }
  return x;
}

/** Row i of an upper triangle: the pivot and the two entries to the right of it. */
interface Triangle {
  readonly pivots: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/** Gaussian elimination with partial pivoting of a symmetric tridiagonal matrix, applied to x as well. */
function eliminate(diagonal: Float64Array, offDiagonal: Float64Array, x: Float64Array): Triangle {
  const end = x.length - 1;
  const [pivots, first, second] = [new Float64Array(end + 1), new Float64Array(end + 1), new Float64Array(end + 1)];
  // What is left of row i after elimination with those above, from the diagonal on.
  let [head, next] = [diagonal[0], offDiagonal[0]];
  for (let i = 0; i < end; i++) {
    const [below, middle, right] = [offDiagonal[i], diagonal[i + 1], offDiagonal[i + 1]];
    if (Math.abs(below) <= Math.abs(head)) {
      pivots[i] = awayFromZero(head);
      first[i] = next;
      const share = below / pivots[i];
      [head, next] = [middle - share * next, right];
      x[i + 1] -= share * x[i];
    } else {
      pivots[i] = awayFromZero(below);
      first[i] = middle;
      second[i] = right;
      const share = head / pivots[i];
      [head, next] = [next - share * middle, 0 - share * right];
      [x[i], x[i + 1]] = [x[i + 1], x[i] - share * x[i + 1]];
    }
  }
  pivots[end] = awayFromZero(head);
  return { pivots, first, second };
}

function awayFromZero(pivot: number): number {
  if (Math.abs(pivot) >= smallestPivot) return pivot;
  return pivot < 0 ? -smallestPivot : smallestPivot;
}

/** A multiple of U⁻¹x: its length does not matter. */
function substituteBack({ pivots, first, second }: Triangle, x: Float64Array): void {
  let [below, belowThat] = [0, 0];
  for (let i = x.length - 1; i >= 0; i--) {
    x[i] = (x[i] - first[i] * below - second[i] * belowThat) / pivots[i];
    if (Math.abs(x[i]) > huge) for (let j = 0; j < x.length; j++) x[j] /= huge;
    [below, belowThat] = [x[i], x[i + 1] ?? 0];
  }
}
