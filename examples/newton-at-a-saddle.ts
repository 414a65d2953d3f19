/**
 * Newton's method goes to the nearest critical point, and a saddle is one.
 *
 * The plain step −H⁻¹g divides by λ: where λ is negative it goes up. From this start it runs into the saddle at (0, 0) and stays. With |λ| in place of λ the
 * saddle repels: saddle-free Newton and the trust region end in a minimum, at (±1, 0).
 *
 * Formula: Newton θ ← θ − H⁻¹g;  saddle-free θ ← θ − |H|⁻¹g with |H| = Σ|λₖ|uₖuₖᵀ
 * Look at: where each path ends, ✕ or ▼, and the inertia there.
 * Try: `globalisation` of Newton on "trustRegion"; BFGS and conjugate gradients, with exact curvature and without.
 * Source: Dauphin et al. 2014, arXiv 1406.2572; Nocedal & Wright 2006, chapters 3, 4 and 6.
 * Techniques: O6
 * Picture: plot --optimizer newton --set globalisation=none --optimizer saddle-free-newton --optimizer bfgs
 *
 * @start [0.25, 0.9]
 * @domain x -1.6..1.6, y -1.2..1.2
 */
export function doubleWell(x: number, y: number): number {
  return (x ** 2 - 1) ** 2 / 4 + y ** 2;
}
