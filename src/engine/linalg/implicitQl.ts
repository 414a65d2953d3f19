import type { Rotations } from './rotations';
import { largestMagnitude } from './vector';

const maximumSweeps = 60;
/** Couplings that shrink no further by then are held up by rounding of the large entries in their block (graded matrices). */
const patience = 10;
/** Sums of squares below this have lost digits to underflow; `Math.hypot` has not, but is slow. */
const underflowing = 1e-280;
/** A coupling this small against the whole matrix changes no digit of any eigenvalue, and its square would underflow. */
const negligible = 1e-150;

/**
 * Implicit QL with Wilkinson's shift on a symmetric tridiagonal matrix (Golub & Van Loan, 4th ed., §8.3.3; EISPACK `tql2`).
 * On return `diagonal` holds the eigenvalues, unsorted, and `offDiagonal` is spent (entry i couples i and i + 1).
 * Rows that take part in the rotations: of Qᵀ, row k becomes the eigenvector k; of the two columns e₁, eₙ, the first and last
 * components of the tridiagonal matrix's own eigenvectors.
 */
export function implicitQl(diagonal: Float64Array, offDiagonal: Float64Array, rotations: Rotations): void {
  const size = Math.max(largestMagnitude(diagonal), largestMagnitude(offDiagonal));
  for (let l = 0; l < diagonal.length; l++) {
    for (let sweep = 0; ; sweep++) {
      const m = endOfBlock(diagonal, offDiagonal, l, (sweep < patience ? negligible : Number.EPSILON) * size);
      if (m === l) break;
      if (sweep === maximumSweeps) throw new Error(`The eigenvalue iteration did not converge in ${maximumSweeps} sweeps.`);
      rotations.made(m, sweepUp(diagonal, offDiagonal, rotations.room(m - l), l, m));
    }
  }
}

/** The first m ≥ l at which the matrix falls apart, to working precision. */
function endOfBlock(diagonal: Float64Array, offDiagonal: Float64Array, l: number, floor: number): number {
  let m = l;
  while (m < diagonal.length - 1) {
    const coupling = Math.abs(offDiagonal[m]);
    if (coupling <= Number.EPSILON * (Math.abs(diagonal[m]) + Math.abs(diagonal[m + 1])) || coupling <= floor) break;
    m++;
  }
  return m;
}

/** One QL step on the unreduced block l…m: chases the bulge from m down to l, leaves the rotations as pairs c, s and tells how many. Letters as in `tql2`. */
function sweepUp(d: Float64Array, e: Float64Array, rotations: Float64Array, l: number, m: number): number {
  const half = (d[l + 1] - d[l]) / (2 * e[l]);
  const root = Math.hypot(half, 1);
  let g = d[m] - d[l] + e[l] / (half + (half >= 0 ? root : -root));
  let s = 1;
  let c = 1;
  let p = 0;
  for (let i = m - 1; i >= l; i--) {
    const f = s * e[i];
    const b = c * e[i];
    const square = f * f + g * g;
    const r = square > underflowing ? Math.sqrt(square) : Math.hypot(f, g);
    e[i + 1] = r;
    if (r === 0) {
      d[i + 1] -= p;
      e[m] = 0;
      return m - 1 - i;
    }
    s = f / r;
    c = g / r;
    g = d[i + 1] - p;
    const t = (d[i] - g) * s + 2 * c * b;
    p = s * t;
    d[i + 1] = g + p;
    g = c * t - b;
    rotations[2 * (m - 1 - i)] = c;
    rotations[2 * (m - 1 - i) + 1] = s;
  }
  d[l] -= p;
  e[l] = g;
  e[m] = 0;
  return m - l;
}
