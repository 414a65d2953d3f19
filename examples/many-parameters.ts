/**
 * A Hessian that nobody could write down: 1,634 parameters, seen through products with vectors alone.
 *
 * Most eigenvalues crowd about 0, and a few stand far out to the right. Lanczos finds both ends, Hutchinson the trace, and stochastic
 * quadrature the density between. None of them needs more than Hv, which costs about as much as two gradients.
 *
 * Formula: Hv = ∇(gᵀv);  tr H = E[zᵀHz];  density from Lanczos weights, averaged over random z
 * Look at: "Show spectrum": the bulk, the outliers, and the error bar of each number.
 * Try: train with Adam, η = 0.01, for 200 steps, then ask again there: λmax grows from 6.9 to 8.6, λmin shrinks from −1.6 to −0.00001.
 * Source: Ghorbani, Krishnan & Xiao 2019, arXiv 1901.10159; Sagun et al. 2017, arXiv 1706.04454.
 * Panel: spectrum
 * Techniques: C12
 * Picture: spectrum
 */
import { range, seeded } from './lib/seeded';

const draws = seeded(3);
const samples = range(48).map(() => {
  const x = range(16).map(() => draws.normal());
  return { x, y: Math.sin(x[0]) + 0.5 * x[1] * x[2] };
});

interface Network {
  W1: number[][];
  W2: number[][];
  out: number[][];
}

const layer = (W: number[][], x: readonly number[]): number[] => W.map((row) => Math.tanh(row.reduce((z, w, i) => z + w * x[i], 0)));
const drawn = (rows: number, columns: number): number[][] =>
  range(rows).map(() => range(columns).map(() => draws.normal() / Math.sqrt(columns)));

export const initial: Network = { W1: drawn(32, 16), W2: drawn(34, 32), out: drawn(1, 34) };

/** @start initial */
export function manyParameters({ W1, W2, out }: Network): number {
  let sum = 0;
  for (const { x, y } of samples) {
    const hidden = layer(W2, layer(W1, x));
    sum += (out[0].reduce((z, w, i) => z + w * hidden[i], 0) - y) ** 2;
  }
  return sum / samples.length;
}
