/**
 * Why a learning rate should fall: noise keeps a constant one away from the minimum, however long it runs.
 *
 * Each step sees one example out of 50, and they pull in different directions. With η = 0.3 throughout the loss hovers about 1.4; with 1/(1 + kt) and
 * cosine it comes to rest at its minimum, 1.15. At the start η should be large, at the end small.
 *
 * Formula: η(t) = η₀/(1 + kt);  η(t) = ½η₀(1 + cos(πt/T))
 * Look at: the loss over all the data with a constant rate and with a schedule, and the preview of η in the run settings.
 * Try: constant, inverse time with k = 0.05, cosine over all 1,000 steps, warm-up before it.
 * Source: Robbins & Monro 1951; Loshchilov & Hutter 2017, arXiv 1608.03983.
 * Techniques: O8
 * Picture: plot --curves loss,learning-rate --optimizer sgd --set learningRate=0.3 --schedule cosine --schedule-set tMax=1000 --batch-size 1 --epochs 20 --tolerance 0
 */
import { range, seeded } from './lib/seeded';

const draws = seeded(4);
export const places: readonly (readonly [number, number])[] = range(50).map(() => [1 + draws.normal(), -1 + draws.normal()] as const);

/**
 * Half the mean squared distance: the minimum is the mean of the places.
 *
 * @data places
 * @start [-4, 3]
 * @domain x -5..4, y -4..5
 */
export function meeting(x: number, y: number, batch: readonly (readonly [number, number])[]): number {
  let sum = 0;
  for (const [px, py] of batch) sum += (x - px) ** 2 + (y - py) ** 2;
  return sum / (2 * batch.length);
}
