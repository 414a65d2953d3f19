import { norm, scaled } from '../linalg/vector';

/** A minimiser, in the eigenvectors, of Σ slopeₖpₖ + ½Σ λₖpₖ² over ‖p‖ ≤ radius. */
export interface TrustStep {
  readonly p: Float64Array;
  readonly onBoundary: boolean;
}

/** The Lagrange multiplier is found to this relative error of ‖p‖. */
const accuracy = 1e-12;

/**
 * Solves the trust-region subproblem exactly (Moré & Sorensen 1983; Nocedal & Wright 2006, section 4.3), hard case included:
 * p = −(λ + σ)⁻¹·slope with σ = 0 inside, else with ‖p‖ = radius.
 */
export function solveTrustRegion(eigenvalues: Float64Array, slopes: Float64Array, radius: number): TrustStep {
  const lowest = eigenvalues[0];
  if (lowest > 0) {
    const newton = divided(slopes, eigenvalues, 0);
    if (norm(newton) <= radius) return { p: newton, onBoundary: false };
  }
  // λ + σ = gap + δ: with a gap of exactly zero at a negative lowest λ, δ keeps its digits however small it is.
  const gaps = lowest < 0 ? eigenvalues.map((value) => value - lowest) : eigenvalues;
  return (
    hardCase(gaps, slopes, radius, Math.max(0, -lowest)) ?? onBoundary(divided(slopes, gaps, multiplier(gaps, slopes, radius)), radius)
  );
}

/** −slope/(gap + δ), 0 where the slope is 0. */
function divided(slopes: Float64Array, gaps: Float64Array, delta: number): Float64Array {
  return slopes.map((s, k) => (s === 0 ? 0 : -s / (gaps[k] + delta)));
}

function onBoundary(p: Float64Array, radius: number): TrustStep {
  return { p: scaled(radius / norm(p), p), onBoundary: true };
}

/**
 * The gradient has no part along the lowest eigenvectors (or one that rounding hides beside the curvature −λ₀ there) and the rest of
 * the step ends inside: where the loss curves down, the step goes on to the boundary along the lowest one. At a saddle it is that alone.
 */
function hardCase(gaps: Float64Array, slopes: Float64Array, radius: number, downward: number): TrustStep | undefined {
  const largest = gaps[gaps.length - 1];
  const isFlat = (k: number): boolean => gaps[k] <= Number.EPSILON * largest;
  if (slopes.some((s, k) => isFlat(k) && Math.abs(s) > Number.EPSILON * downward * radius)) return undefined;
  const p = slopes.map((s, k) => (isFlat(k) ? 0 : -s / gaps[k]));
  const length = norm(p);
  if (length > radius) return undefined;
  if (downward === 0) return { p, onBoundary: false };
  p[0] = Math.sqrt(radius * radius - length * length) * (slopes[0] > 0 ? -1 : 1);
  return { p, onBoundary: true };
}

/** δ ≥ 0 with ‖p(δ)‖ = radius: Newton's method on 1/‖p‖ (equation 4.44), within a bracket that shrinks. */
function multiplier(gaps: Float64Array, slopes: Float64Array, radius: number): number {
  let [low, high] = [0, norm(slopes) / radius];
  let delta = high / 2;
  for (let k = 0; k < 200 && delta > low && delta < high; k++) {
    const p = divided(slopes, gaps, delta);
    const length = norm(p);
    if (Math.abs(length - radius) <= accuracy * radius) break;
    if (length > radius) low = delta;
    else high = delta;
    const weighted = p.reduce((sum, pi, i) => sum + (pi * pi) / (gaps[i] + delta), 0);
    const next = delta + ((length - radius) / radius) * ((length * length) / weighted);
    delta = next > low && next < high ? next : (low + high) / 2;
  }
  return delta;
}
