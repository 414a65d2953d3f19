/**
 * Standardise the inputs: the same line, the same data, and a bowl in place of a ravine.
 *
 * Flats by size in square metres. As they are, intercept and slope pull in nearly the same direction, and sizes in tens make that direction
 * steep: κ = 45,000. After x ← (x − mean)/std, with mean and deviation of the training part alone, κ = 1.
 *
 * Formula: κ = λmax/λmin of H = 2XᵀX/N
 * Look at: _Standardisation_ of the Training panel: `raw` as it is and with its feature standardised, κ and the steps that descent takes for
 * both; κ over both lenses.
 * Try: gradient descent with η = 0.5 on `standardised`: there in one step. On `raw` any η above 0.00024 explodes.
 * Source: LeCun et al. 1998, "Efficient BackProp", section 4.3.
 * Techniques: D3
 * Panel: training #raw
 * Picture: plot #standardised --optimizer sgd --set learningRate=0.3
 */
import { mean } from './lib/seeded';

interface Flat {
  readonly size: number;
  readonly price: number;
}

export const flats: readonly Flat[] = [
  { size: 34, price: 1.9 },
  { size: 41, price: 2.4 },
  { size: 48, price: 2.3 },
  { size: 55, price: 3.1 },
  { size: 63, price: 3.2 },
  { size: 70, price: 3.8 },
  { size: 82, price: 4.1 },
  { size: 95, price: 5.2 },
];

const center = mean(flats.map(({ size }) => size));
const spread = Math.sqrt(mean(flats.map(({ size }) => (size - center) ** 2)));

/**
 * @data flats
 * @start [0, 0]
 */
export function raw(w: number, b: number, batch: readonly Flat[]): number {
  return mean(batch.map(({ size, price }) => (w * size + b - price) ** 2));
}

/**
 * To undo it: slope w/spread, intercept b − w·center/spread.
 *
 * @start [0, 0]
 * @domain w -1..3, b -0.5..6
 */
export function standardised(w: number, b: number): number {
  return mean(flats.map(({ size, price }) => (w * ((size - center) / spread) + b - price) ** 2));
}
