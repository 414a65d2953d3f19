import { largestMagnitude } from '../linalg/vector';

/** Counts of positive, zero and negative eigenvalues; an eigenvalue that is NaN is in none of them. */
export type Inertia = readonly [positive: number, zero: number, negative: number];
export type Definiteness =
  | 'positive definite'
  | 'negative definite'
  | 'indefinite'
  | 'positive semidefinite'
  | 'negative semidefinite'
  | 'zero'
  /** The Hessian is not finite. */
  | 'undefined';
export type PointKind = 'minimum' | 'maximum' | 'saddle' | 'degenerate';

/** Relative to the largest |λ|, what counts as zero. */
const relativeZero = 1e-9;
/** And in absolute terms: rounding of a Hessian of unit-sized entries. */
const absoluteZero = 1e-12;

/** λ counts as zero when |λ| ≤ max(10⁻⁹·|λ|max, 10⁻¹²). */
export function zeroTolerance(eigenvalues: Float64Array): number {
  return Math.max(relativeZero * largestMagnitude(eigenvalues), absoluteZero);
}

export function inertia(eigenvalues: Float64Array): Inertia {
  const zero = zeroTolerance(eigenvalues);
  const count = (test: (value: number) => boolean): number => eigenvalues.filter(test).length;
  return [count((value) => value > zero), count((value) => Math.abs(value) <= zero), count((value) => value < -zero)];
}

export function definiteness([positive, zero, negative]: Inertia): Definiteness {
  if (positive > 0 && negative > 0) return 'indefinite';
  if (positive > 0) return zero > 0 ? 'positive semidefinite' : 'positive definite';
  if (negative > 0) return zero > 0 ? 'negative semidefinite' : 'negative definite';
  return zero > 0 ? 'zero' : 'undefined';
}

/** What the second-order test says of a critical point: nothing ("degenerate") as soon as one eigenvalue is zero. */
export function pointKind(counts: Inertia): PointKind {
  switch (definiteness(counts)) {
    case 'positive definite':
      return 'minimum';
    case 'negative definite':
      return 'maximum';
    case 'indefinite':
      return counts[1] === 0 ? 'saddle' : 'degenerate';
    default:
      return 'degenerate';
  }
}

/** κ = |λ|max / |λ|min; Infinity when some λ counts as zero. */
export function conditionNumber(eigenvalues: Float64Array): number {
  const magnitudes = eigenvalues.map(Math.abs);
  const smallest = magnitudes.reduce((min, value) => Math.min(min, value), Number.POSITIVE_INFINITY);
  return smallest <= zeroTolerance(eigenvalues) ? Number.POSITIVE_INFINITY : largestMagnitude(magnitudes) / smallest;
}

/** Critical means ‖∇L‖ ≤ 10⁻⁹·(1 + |L|)·max(1, |λ|max), L being finite: the gradient that rounding leaves at a true critical point. */
export function isCritical(gradientNorm: number, loss: number, eigenvalues: Float64Array): boolean {
  return Number.isFinite(loss) && gradientNorm <= criticalTolerance(loss, eigenvalues);
}

export function criticalTolerance(loss: number, eigenvalues: Float64Array): number {
  return 1e-9 * (1 + Math.abs(loss)) * Math.max(1, largestMagnitude(eigenvalues));
}
