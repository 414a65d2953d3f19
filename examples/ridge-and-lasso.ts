/**
 * Why lasso sets weights to exactly 0 and ridge never does: a diamond has corners, a disc has none.
 *
 * The loss alone is least at (2, 0.5). Under L1 with α = 1 the optimum is (1, 0), on a corner of the diamond; under L2 with α = 1 it is (1, 0.25):
 * smaller, and not 0. Past α = 2 lasso keeps nothing at all.
 *
 * Formula: ridge L + (α/2)‖w‖², w = w₀/(1 + α);  lasso L + α‖w‖₁, w = S(w₀, α), soft thresholding
 * Look at: in the run settings add a penalty: its ball on the map touches the ellipse of the loss at the optimum.
 * Try: move α; open the coefficients over α; elastic net; the subgradient in place of the proximal map.
 * Source: Tibshirani 1996; Hastie, Tibshirani & Friedman, "The Elements of Statistical Learning", figure 3.11.
 * Techniques: O10, D4
 * Picture: plot --optimizer sgd --set learningRate=0.2 --penalty l1=1
 *
 * @start [-0.5, 1.5]
 * @domain a -1..3, b -1..2
 */
export function twoWeights(a: number, b: number): number {
  return 0.5 * ((a - 2) ** 2 + (b - 0.5) ** 2);
}
