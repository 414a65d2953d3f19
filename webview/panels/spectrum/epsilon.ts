/** How far perturbations go. */
import { roundLength } from '../../lib/logSlider';

export const epsilonRange = { least: 1e-3, most: 100 } as const;

/** A hundredth of 1 + ‖θ‖: of the longest of the points, so that all are perturbed alike. */
export function automaticEpsilon(points: readonly Float64Array[]): number {
  const longest = Math.sqrt(Math.max(0, ...points.map((at) => at.reduce((sum, x) => sum + x * x, 0))));
  return roundLength(0.01 * (1 + longest));
}
