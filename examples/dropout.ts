/**
 * Dropout: half of the hidden units are left out at random, so that none can lean on another.
 *
 * The masks come from a seeded generator, 40 of them, and the loss is the mean over all: what training with dropout minimises, without its noise. For a linear
 * layer it is the loss plus a ridge penalty. Without it (3, −1.5) is as good as (0.75, 0.75) and λmin = 0; with it the weights are (0.51, 0.61), and λmin = 1.4.
 *
 * Formula: E over masks of (y − Σ mⱼwⱼhⱼ/q)²,  mⱼ ~ Bernoulli(q)
 * Look at: the minimum of `withDropout` against that of `withoutDropout`: two equal inputs share the weight in place of trading it.
 * Try: keep = 0.9 and 0.3; the spectrum of both: dropout removes the flat direction.
 * Source: Srivastava et al. 2014; Wager, Wang & Liang 2013, arXiv 1307.1493.
 * Techniques: D12
 * Picture: plot #withDropout --optimizer sgd --set learningRate=0.2
 */
import { mean, range, seeded } from './lib/seeded';

const keep = 0.5;
const draws = seeded(2);
const masks = range(40).map(() => range(2).map(() => (draws.uniform() < keep ? 1 / keep : 0)));

/** The second input says the same as the first. */
const samples = [-1, -0.5, 0.5, 1].map((h) => ({ h: [h, h] as const, y: 1.5 * h }));

/**
 * @start [2.5, -2]
 * @domain a -3..3, b -3..3
 */
export function withoutDropout(a: number, b: number): number {
  return mean(samples.map(({ h, y }) => (a * h[0] + b * h[1] - y) ** 2));
}

/**
 * @start [2.5, -2]
 * @domain a -3..3, b -3..3
 */
export function withDropout(a: number, b: number): number {
  return mean(masks.flatMap(([m0, m1]) => samples.map(({ h, y }) => (m0 * a * h[0] + m1 * b * h[1] - y) ** 2)));
}
