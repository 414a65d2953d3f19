/**
 * A matrix as one thing: Muon turns the gradient of a weight matrix into the nearest orthogonal one.
 *
 * A linear layer whose inputs differ in size: κ is 290. Gradient descent learns the loud inputs and is slow with the faint ones: 0.005 after 200 steps. Muon moves
 * all directions alike, Lion every weight alike, and both end below 0.00001; they come to rest because the schedule takes η to 0.
 *
 * Formula: Muon: W ← W − η·NewtonSchulz(M), about UVᵀ of the SVD M = UΣVᵀ;  Lion: θ ← θ − η·sign(β₁m + (1 − β₁)g)
 * Look at: the curves of L over 200 steps. Muon needs a matrix parameter `number[][]`, as here.
 * Try: Sophia, schedule-free, SAM from the list of optimizers, each with its own form; a cosine schedule for all.
 * Source: Jordan et al. 2024; Chen et al. 2023, arXiv 2302.06675; Liu et al. 2023, arXiv 2305.14342; Defazio et al. 2024, arXiv 2405.15682.
 * Techniques: O7
 * Picture: plot --curves loss --optimizer sgd --set learningRate=0.5 --optimizer muon --set learningRate=0.1 --set weightDecay=0 --optimizer lion --set learningRate=0.05 --schedule cosine --schedule-set tMax=200 --steps 200
 */
import { range, seeded } from './lib/seeded';

const draws = seeded(6);
const scales = [1, 0.5, 0.25, 0.1];
const samples = range(32).map(() => scales.map((scale) => scale * draws.normal()));
const target = range(3).map(() => range(4).map(() => draws.normal()));

/** @start [[0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]] */
export function linearLayer(W: number[][]): number {
  let sum = 0;
  for (const x of samples) {
    for (let i = 0; i < 3; i++) {
      let miss = 0;
      for (let j = 0; j < 4; j++) miss += (W[i][j] - target[i][j]) * x[j];
      sum += miss ** 2;
    }
  }
  return sum / samples.length;
}
