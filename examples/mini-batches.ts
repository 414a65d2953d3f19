/**
 * Batch, mini-batch, one by one: the same data, the same epochs, and ever more and noisier steps.
 *
 * The loss takes its data as the last argument, so that it can be asked for any part of it. Every epoch shuffles the 40 examples anew; a
 * batch size that does not divide them leaves a smaller last batch, and that one is used, too.
 *
 * Formula: θ ← θ − η∇L(θ; batch);  noise of the gradient ∝ 1/√(batch size)
 * Look at: the loss over all the data against the loss on each batch, and the path that jitters about the minimum.
 * Try: batch sizes 40, 8 and 1 with η = 0.05 and 10 epochs each: 10, 50 and 400 updates, to 2.4, 0.28 and 0.20. Then averages of the curve, β = 0.9.
 * Source: Robbins & Monro 1951; Bottou, Curtis & Nocedal 2018, arXiv 1606.04838.
 * Techniques: D1, O1
 * Picture: plot --optimizer sgd --set learningRate=0.05 --batch-size 1 --epochs 10 --tolerance 0
 */
import { range, seeded } from './lib/seeded';

interface Example {
  readonly x: number;
  readonly y: number;
}

const draws = seeded(1);
export const line: readonly Example[] = range(40).map(() => {
  const x = 2 * draws.uniform() - 1;
  return { x, y: 2 * x + 1 + 0.5 * draws.normal() };
});

/**
 * @data line
 * @start [-1, -1]
 * @domain w -2..5, b -2..3
 */
export function leastSquares(w: number, b: number, batch: readonly Example[]): number {
  let sum = 0;
  for (const { x, y } of batch) sum += (w * x + b - y) ** 2;
  return sum / batch.length;
}
