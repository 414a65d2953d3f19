/**
 * The smallest neural network with a saddle: two weights in a row, one training pair (1, 1).
 *
 * At w = (0, 0) the gradient is zero and the Hessian is [[0, −2], [−2, 0]], with eigenvalues ±2: a saddle, and a start
 * that gradient descent can never leave. The way out is along u = (1, 1)/√2. Every point with w₁w₂ = 1 is a minimum.
 *
 * Look at: the start, which lies just beside the saddle; the long wait before the loss falls; then drag the start onto
 * (0, 0) and see all paths stand still.
 *
 * @start [0.01, 0]
 * @domain w1 -2..2, w2 -2..2
 */
export function saddleToy(w1: number, w2: number): number {
  return (1 - w1 * w2) ** 2;
}
