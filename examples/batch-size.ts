/**
 * Small batches or large ones: what an epoch costs, what it gains, and how restless it is.
 *
 * With η = 0.5 and 60 epochs, batches of 4 make 960 updates and get to 0.18; batches of 64 make 60 and get to 0.60. But small batches
 * never come to rest: the loss on the batch keeps jumping, and the jumps shrink only with η or with the batch.
 *
 * Formula: Cov(batch gradient) ≈ Σ/B, with Σ the covariance over examples
 * Look at: loss over all the data, one column for each batch size: "Training" compares them side by side.
 * Try: batch sizes 4, 16, 64 over 60 epochs; then η four times as large for batches of 64.
 * Source: McCandlish et al. 2018, arXiv 1812.06162; Keskar et al. 2017, arXiv 1609.04836; Goyal et al. 2017, arXiv 1706.02677.
 * Techniques: D2
 * Picture: plot --curves loss,batch-loss --optimizer sgd --set learningRate=0.5 --batch-size 4 --epochs 60 --tolerance 0
 */
import { range, seeded } from './lib/seeded';

interface Example {
  readonly x: readonly [number, number];
  readonly inside: 0 | 1;
}

const draws = seeded(9);
export const disc: readonly Example[] = range(64).map(() => {
  const x = [3 * draws.uniform() - 1.5, 3 * draws.uniform() - 1.5] as const;
  return { x, inside: Math.hypot(...x) + 0.15 * draws.normal() < 1 ? 1 : 0 };
});

interface Network {
  W: number[][];
  b: number[];
  out: number[];
  c: number;
}

const weight = seeded(2);
export const initial: Network = {
  W: range(6).map(() => [weight.normal(), weight.normal()]),
  b: range(6).map(() => 0),
  out: range(6).map(() => weight.normal() / 2),
  c: 0,
};

/**
 * @data disc
 * @start initial
 */
export function insideDisc({ W, b, out, c }: Network, batch: readonly Example[]): number {
  let sum = 0;
  for (const { x, inside } of batch) {
    let z = c;
    for (let j = 0; j < 6; j++) z += out[j] * Math.tanh(W[j][0] * x[0] + W[j][1] * x[1] + b[j]);
    sum += Math.log1p(Math.exp(inside === 1 ? -z : z));
  }
  return sum / batch.length;
}
