/** How far perturbations go when nobody says: a hundredth of 1 + ‖θ‖, of the longest of the points, so that all are perturbed alike. */
export function automaticEpsilon(points: readonly Float64Array[]): number {
  const longest = Math.max(0, ...points.map((at) => Math.sqrt(at.reduce((sum, x) => sum + x * x, 0))));
  return 0.01 * (1 + longest);
}
