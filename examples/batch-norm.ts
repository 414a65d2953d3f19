/**
 * Batch normalisation: the same network with and without it, and how much longer a step it stands.
 *
 * Inputs that are off centre and of unequal size make a ravine of the loss. Normalised over the batch, every unit sees mean 0 and deviation 1, whatever came
 * in. At this start κ falls from 24,000 to 54, and the limit 2/λmax rises from 0.18 to 0.62. In 200 steps `normalised` gets to 0.01 with any η from 0.05 to 1;
 * `plain` stays above 0.3 with all of them, and diverges at 1.
 *
 * Formula: ẑ = (z − mean(z))/√(var(z) + ε),  then γẑ + β
 * Look at: κ and the stable η over both lenses, `plain` and `normalised`; the spectrum of both.
 * Try: η = 0.05, 0.5 and 1 on both.
 * Source: Ioffe & Szegedy 2015, arXiv 1502.03167; Santurkar et al. 2018, arXiv 1805.11604.
 * Techniques: D9
 * Picture: plot #normalised --curves loss --optimizer sgd --set learningRate=0.1 --optimizer sgd --set learningRate=0.5 --steps 200
 */
import { mean, range, seeded } from './lib/seeded';

const draws = seeded(8);
const samples = range(32).map(() => {
  const [a, b] = [draws.normal(), draws.normal()];
  return { x: [5 + a, 0.3 * b - 2] as const, y: Math.tanh(a) - 0.5 * b };
});

type Weights = { W: number[][]; shift: number[]; out: number[] };

const answers = ({ W, shift, out }: Weights, normalise: (z: readonly number[]) => readonly number[]): number => {
  const hidden = W.map(([w0, w1], j) => normalise(samples.map(({ x }) => w0 * x[0] + w1 * x[1])).map((z) => Math.tanh(z + shift[j])));
  return mean(samples.map(({ y }, k) => (out[0] * hidden[0][k] + out[1] * hidden[1][k] - y) ** 2));
};

/** Over all the examples, which are one batch here. */
const batchNorm = (z: readonly number[]): readonly number[] => {
  const center = mean(z);
  const deviation = Math.sqrt(mean(z.map((value) => (value - center) ** 2)) + 1e-5);
  return z.map((value) => (value - center) / deviation);
};

/** @start {"W": [[0.3, 0.4], [0.2, -0.5]], "shift": [0.1, -0.1], "out": [0.6, -0.4]} */
export function plain(weights: Weights): number {
  return answers(weights, (z) => z);
}

/** @start {"W": [[0.3, 0.4], [0.2, -0.5]], "shift": [0.1, -0.1], "out": [0.6, -0.4]} */
export function normalised(weights: Weights): number {
  return answers(weights, batchNorm);
}
