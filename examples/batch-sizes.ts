/**
 * Small and large batches: a network with one hidden layer is fitted to 64 noisy samples of a sine.
 *
 * In the same number of epochs small batches take more steps, and each step is noisier. The noise shakes the weights out of sharp minima:
 * with η = 0.2 and 200 epochs the largest eigenvalue of the Hessian ends at about 3 to 4 with batches of 2, 7 with batches of 8, and
 * 9.9 with all 64 samples, which is where plain descent must stop sharpening: the edge of stability, 2/η = 10.
 * The price is the last step: it is as noisy as all the others, so that the loss it ends at is higher.
 *
 * Formula: Cov(batch gradient) ≈ Σ/B, with Σ the covariance over examples
 * Look at: "Saddlescope: Show training", η 0.2, epochs 200, then compare the batch sizes 2, 8, 64.
 * Try: η four times as large for batches of 64: it must be at most 2/λmax.
 * Panel: training
 * Source: McCandlish et al. 2018, arXiv 1812.06162; Keskar et al. 2017, arXiv 1609.04836; Cohen et al. 2021, arXiv 2103.00065.
 * Techniques: D2
 * Picture: plot --curves loss,batch-loss --optimizer sgd --set learningRate=0.2 --batch-size 2 --epochs 60 --tolerance 0
 */
const hidden = 12;

interface Sample {
  readonly x: number;
  readonly y: number;
}

/** A small linear congruential generator (Numerical Recipes), so that data and start are the same at every run. */
function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (1664525 * state + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

function noisySine(count: number, seed: number): Sample[] {
  const next = uniform(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return Array.from({ length: count }, () => {
    const x = 2 * next() - 1;
    return { x, y: Math.sin(3 * x) + 0.3 * normal() };
  });
}

export const samples = noisySine(64, 1);
export const heldOut = noisySine(256, 2);

interface Network {
  readonly W1: number[];
  readonly b1: number[];
  readonly W2: number[];
  readonly b2: number;
}

export function initial(seed: number): Network {
  const next = uniform(seed);
  const draw = (reach: number) => Array.from({ length: hidden }, () => reach * (2 * next() - 1));
  return { W1: draw(2), b1: draw(1), W2: draw(0.5), b2: 0 };
}

/**
 * @data samples
 * @validation heldOut
 * @start initial(3)
 */
export function sineLoss({ W1, b1, W2, b2 }: Network, batch: readonly Sample[]): number {
  let sum = 0;
  for (const { x, y } of batch) {
    let output = b2;
    for (let j = 0; j < hidden; j++) output += W2[j] * Math.tanh(W1[j] * x + b1[j]);
    sum += (output - y) ** 2;
  }
  return sum / batch.length;
}
