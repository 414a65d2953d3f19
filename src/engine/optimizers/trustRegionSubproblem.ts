import { norm } from '../linalg/vector';

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
  const shifted = (sigma: number): Float64Array => slopes.map((s, k) => (s === 0 ? 0 : -s / (eigenvalues[k] + sigma)));
  if (lowest > 0) {
    const newton = shifted(0);
    if (norm(newton) <= radius) return { p: newton, onBoundary: false };
  }
  const least = Math.max(0, -lowest);
  return hardCase(eigenvalues, slopes, least, radius) ?? { p: shifted(multiplier(eigenvalues, slopes, least, radius)), onBoundary: true };
}

/**
 * The gradient has no part along the lowest eigenvectors and the rest of the step ends inside: the step goes on to the boundary along
 * the lowest one. At a saddle itself this is the whole step.
 */
function hardCase(eigenvalues: Float64Array, slopes: Float64Array, sigma: number, radius: number): TrustStep | undefined {
  const negligible = Number.EPSILON * norm(slopes);
  const flat = (k: number): boolean =>
    eigenvalues[k] + sigma <= Number.EPSILON * Math.max(sigma, Math.abs(eigenvalues[eigenvalues.length - 1]));
  if (slopes.some((s, k) => flat(k) && Math.abs(s) > negligible)) return undefined;
  const p = slopes.map((s, k) => (flat(k) ? 0 : -s / (eigenvalues[k] + sigma)));
  const length = norm(p);
  if (length > radius) return undefined;
  if (sigma === 0) return { p, onBoundary: false };
  p[0] = Math.sqrt(radius * radius - length * length) * (slopes[0] > 0 ? -1 : 1);
  return { p, onBoundary: true };
}

/** σ > least with ‖p(σ)‖ = radius: Newton's method on 1/‖p‖ (equation 4.44), within a bracket that shrinks. */
function multiplier(eigenvalues: Float64Array, slopes: Float64Array, least: number, radius: number): number {
  let [low, high] = [least, least + norm(slopes) / radius];
  let sigma = (low + high) / 2;
  for (let k = 0; k < 200 && sigma > low && sigma < high; k++) {
    const p = slopes.map((s, i) => s / (eigenvalues[i] + sigma));
    const length = norm(p);
    if (Math.abs(length - radius) <= accuracy * radius) break;
    if (length > radius) low = sigma;
    else high = sigma;
    const weighted = p.reduce((sum, pi, i) => sum + (pi * pi) / (eigenvalues[i] + sigma), 0);
    const next = sigma + ((length - radius) / radius) * ((length * length) / weighted);
    sigma = next > low && next < high ? next : (low + high) / 2;
  }
  return sigma;
}
