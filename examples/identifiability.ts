/**
 * Two minima, one function: swap the hidden units, and nothing changes but the names.
 *
 * The network tanh(w₁x) + tanh(w₂x) can't tell its two units apart, so L(w₁, w₂) = L(w₂, w₁), and every minimum has a twin across the diagonal. The twins
 * are (0.3, 2) and (2, 0.3), both at 0; on the diagonal between, one unit is used twice, and even at its lowest, a saddle, L = 0.041. No data can tell which twin is true.
 *
 * Formula: L(Pθ) = L(θ) for every permutation P of units;  barrier = max L((1 − t)θ + tPθ) − L(θ)
 * Look at: the map is symmetric about the diagonal; "Show spectrum", the loss on the line between the two minima.
 * Try: start on either side of the diagonal; the basins are mirror images.
 * Source: Chen, Lu & Hecht-Nielsen 1993; Entezari et al. 2022, arXiv 2110.06296.
 * Panel: spectrum
 * Techniques: D13
 * Picture: plot --optimizer sgd --set learningRate=0.3 --optimizer adam --set learningRate=0.05
 */
const xs = [-3, -2, -1, -0.5, 0.5, 1, 2, 3];
const teacher = (x: number): number => Math.tanh(0.3 * x) + Math.tanh(2 * x);

/**
 * @start [0.9, 1.2]
 * @domain w1 -0.5..3, w2 -0.5..3
 */
export function twoUnits(w1: number, w2: number): number {
  let sum = 0;
  for (const x of xs) sum += (Math.tanh(w1 * x) + Math.tanh(w2 * x) - teacher(x)) ** 2;
  return sum / xs.length;
}
