/**
 * Double descent: past the point where every example is fitted, a larger model is better again.
 *
 * Random features under a least-squares layer, 20 noisy examples. Below 20 features the held-out loss has its classic U, least at 12 with
 * 0.45; at 20 the model can just fit the noise, at any price: 9.4. Beyond, many weights fit; descent from 0 finds those of least norm, and
 * with 70 features the loss is 0.68.
 *
 * Formula: f(x) = Σ wₖ·φₖ(x), φₖ(x) = ReLU(aₖ·x) with drawn aₖ; only w is learnt
 * Look at: _Size of the model_ of the Training panel, after _Vary_: training and held-out loss over the number of features; the dashed line
 * is the interpolation threshold.
 * Try: saddlescope vary examples/double-descent.ts --constant features=2,5,10,15,20,25,40,70,200 --optimizer conjugate-gradient --set iterations=1000 --out sizes.svg;
 * more noise makes the peak higher, a ridge penalty takes it away.
 * Source: Belkin et al. 2019, arXiv 1812.11118; Hastie et al. 2022, arXiv 1903.08560; Nakkiran et al. 2020, arXiv 1912.02292.
 * Techniques: D11
 * Panel: training
 * Picture: vary --constant features=2,3,4,6,8,10,12,14,16,18,19,20,21,22,25,30,40,50,70,100,140,200 --optimizer conjugate-gradient --set iterations=1000 --steps 300
 */
import { range, seeded } from './lib/seeded';

const features = 40;

interface Example {
  readonly x: readonly number[];
  readonly y: number;
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, i) => sum + value * b[i], 0);
const draws = seeded(7);
const inputs = 5;
const truth = range(inputs).map(() => draws.normal());
const noisy = (count: number, noise: number): Example[] =>
  range(count).map(() => {
    const x = range(inputs).map(() => draws.normal());
    return { x, y: dot(truth, x) + noise * draws.normal() };
  });

export const examples = noisy(20, 0.5);
export const heldOut = noisy(200, 0);

const directions = seeded(11);
const drawn = range(features).map(() => range(inputs).map(() => directions.normal()));
const phi = (x: readonly number[]): number[] => drawn.map((a) => Math.max(0, dot(a, x)) / Math.sqrt(features));

export const zeros = range(features).map(() => 0);

/**
 * @data examples
 * @validation heldOut
 * @start zeros
 */
export function randomFeatures(w: number[], batch: readonly Example[]): number {
  let sum = 0;
  for (const { x, y } of batch) sum += (dot(w, phi(x)) - y) ** 2;
  return sum / batch.length;
}
