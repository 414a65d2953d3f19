/**
 * Overfitting, and when to stop: the training loss falls for ever, the held-out loss turns round.
 *
 * 15 weights for 16 noisy points: there is room enough to learn the noise. On 200 held-out points the loss is least after 153 steps, 0.42, and 8,000 steps
 * later it is 0.57, while the training loss has fallen from 0.06 to 0.003. Early stopping waits for `patience` steps, and goes back to the best point.
 *
 * Formula: stop when min over the last p steps ≥ best − δ;  answer = the best point
 * Look at: both curves; the ring marks the best step.
 * Try: patience 20 and 1,000, gradient descent with η = 0.005; a ridge penalty in place of stopping; 5 weights in place of 15.
 * Source: Prechelt 1998, "Early stopping – but when?".
 * Techniques: O11, D11
 * Picture: plot --curves loss --optimizer sgd --set learningRate=0.005 --patience 1000 --steps 8000 --tolerance 0
 */
import { mean, range, seeded } from './lib/seeded';

interface Point {
  readonly x: number;
  readonly y: number;
}

const degree = 15;
const draws = seeded(5);
const wave = (count: number): Point[] =>
  range(count).map(() => {
    const x = 2 * draws.uniform() - 1;
    return { x, y: Math.sin(Math.PI * x) + 0.5 * draws.normal() };
  });

export const training = wave(16);
export const heldOut = wave(200);

/** Polynomials of Chebyshev, so that the weights are of one size. */
const predict = (w: readonly number[], x: number): number => w.reduce((sum, weight, k) => sum + weight * Math.cos(k * Math.acos(x)), 0);

export const zeros = range(degree).map(() => 0);

/**
 * @data training
 * @validation heldOut
 * @start zeros
 */
export function polynomial(w: number[], batch: readonly Point[]): number {
  return mean(batch.map(({ x, y }) => (predict(w, x) - y) ** 2));
}
