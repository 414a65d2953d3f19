/**
 * The smallest neural network with a saddle: two weights in a row, one training pair (1, 1).
 *
 * At w = (0, 0) the gradient is zero and the Hessian is [[0, −2], [−2, 0]], with eigenvalues ±2: a saddle, and a start
 * that gradient descent can never leave. The way out is along u = (1, 1)/√2. Every point with w₁w₂ = 1 is a minimum.
 *
 * Formula: L = (1 − w₁w₂)²
 * Look at: the start, which lies just beside the saddle; the long wait before the loss falls (η = 0.1: 20 steps to lose 7 %); then drag the start onto
 * (0, 0) and see all paths stand still.
 * Try: "Show curvature" at (0, 0), then "Escape along u": two descents, each to a minimum.
 * Source: Goodfellow, Vinyals & Saxe 2015, arXiv 1412.6544, section 2.
 * Panel: curvature
 * Techniques: C4
 * Picture: plot --optimizer sgd --set learningRate=0.1 --optimizer sgd --set learningRate=0.1 --set momentum=0.9
 *
 * @start [0.01, 0]
 * @domain w1 -2..2, w2 -2..2
 */
export function saddleToy(w1: number, w2: number): number {
  return (1 - w1 * w2) ** 2;
}
