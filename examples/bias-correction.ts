/**
 * Averages that begin at 0 are too small at first: what Adam's bias correction repairs.
 *
 * After one step m = (1 − β₁)g and v = (1 − β₂)g². Without correction their ratio m/√v is (1 − 0.9)/√(1 − 0.999) = 3.2 times what it should be, and
 * the first steps are that much too long. Divided by 1 − βᵗ, both are right from the first step on.
 *
 * Formula: vₜ = βvₜ₋₁ + (1 − β)xₜ,  v̂ₜ = vₜ/(1 − βᵗ);  window ≈ 1/(1 − β)
 * Look at: the first step of both paths; the internals m and v of Adam; "average" over the curves, with and without correction.
 * Try: β₂ = 0.9999, which makes the first steps 10 times as long.
 * Source: Kingma & Ba 2015, arXiv 1412.6980, section 3.
 * Techniques: O4, O9
 * Picture: plot --optimizer adam --set learningRate=0.2 --optimizer adam --set learningRate=0.2 --set biasCorrection=false --steps 200
 *
 * @start [-4, 3]
 * @domain x -6..3, y -2..4
 */
export function tiltedBowl(x: number, y: number): number {
  return 0.5 * x ** 2 + 2 * (y - 0.3 * x) ** 2;
}
