/**
 * Two minima of one depth, one sharp and one flat: long steps can't stay in the sharp one.
 *
 * Both wells go down to L = 0.04, with λmax = 31 in the one and 0.71 in the other. Gradient descent rests in a minimum only where η < 2/λmax: for the
 * sharp one that is 0.065. A step of 0.02 settles there; one of 0.3 bounces from wall to wall, and out, and ends in the flat one.
 *
 * Formula: a minimum holds gradient descent where λmax < 2/η
 * Look at: λmax at both minima in the list of points, and the loss under ±ε in "Show spectrum", sharpness.
 * Try: η = 0.1, which neither settles nor escapes; SAM, which looks at the worst loss within ρ.
 * Source: Hochreiter & Schmidhuber 1997, "Flat minima"; Wu, Ma & E 2018, NeurIPS. But see rescaling.ts.
 * Techniques: C8
 * Picture: plot --optimizer sgd --set learningRate=0.02 --optimizer sgd --set learningRate=0.3 --steps 100
 *
 * @start [-1.6]
 * @domain x -4..5
 */
export function sharpAndFlat(x: number): number {
  const well = (center: number, width: number) => Math.exp(-((x - center) ** 2) / (2 * width ** 2));
  return 1 - well(-2, 0.18) - well(2, 1.2) + 0.01 * x ** 2;
}
