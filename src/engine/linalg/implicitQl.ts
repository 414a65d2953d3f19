const maximumSweeps = 60;
/** Sums of squares below this have lost digits to underflow; `Math.hypot` has not, but is slow. */
const underflowing = 1e-280;
/** A coupling this small against the whole matrix changes no digit of any eigenvalue, and its square would underflow. */
const negligible = 1e-150;

/**
 * Implicit QL with Wilkinson's shift on a symmetric tridiagonal matrix (Golub & Van Loan, 4th ed., §8.3.3; EISPACK `tql2`).
 * On return `diagonal` holds the eigenvalues, unsorted, and `offDiagonal` is spent (entry i couples i and i + 1).
 * The rotations are applied to the rows of `companions` (n × width): with width n and Qᵀ in it, row k becomes the eigenvector k;
 * with two columns e₁, eₙ, the first and last components of the tridiagonal matrix's own eigenvectors; with width 0, none.
 */
export function implicitQl(diagonal: Float64Array, offDiagonal: Float64Array, companions: Float64Array, width: number): void {
  const floor = negligible * Math.max(largestMagnitude(diagonal), largestMagnitude(offDiagonal));
  for (let l = 0; l < diagonal.length; l++) {
    for (let sweep = 0; ; sweep++) {
      const m = endOfBlock(diagonal, offDiagonal, l, floor);
      if (m === l) break;
      if (sweep === maximumSweeps) throw new Error(`The eigenvalue iteration did not converge in ${maximumSweeps} sweeps.`);
      sweepUp(diagonal, offDiagonal, companions, width, l, m);
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

/** One QL step on the unreduced block l…m: chases the bulge from m down to l. Letters as in `tql2`. */
function sweepUp(d: Float64Array, e: Float64Array, companions: Float64Array, width: number, l: number, m: number): void {
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
      return;
    }
    s = f / r;
    c = g / r;
    g = d[i + 1] - p;
    const t = (d[i] - g) * s + 2 * c * b;
    p = s * t;
    d[i + 1] = g + p;
    g = c * t - b;
    rotateRows(companions, width, i, c, s);
  }
  d[l] -= p;
  e[l] = g;
  e[m] = 0;
}

function rotateRows(rows: Float64Array, width: number, i: number, c: number, s: number): void {
  for (let low = i * width, high = low + width, end = high; low < end; low++, high++) {
    const upper = rows[high];
    const lower = rows[low];
    rows[high] = s * lower + c * upper;
    rows[low] = c * lower - s * upper;
  }
}

function largestMagnitude(vector: Float64Array): number {
  return vector.reduce((max, entry) => Math.max(max, Math.abs(entry)), 0);
}
