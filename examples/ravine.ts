/**
 * A ravine, fifty times steeper across than along: why gradient descent zig-zags, and what momentum does about it.
 *
 * The eigenvalues are 1 and 50, so κ = 50. Steps longer than 2/λmax = 0.04 climb out. The best step of plain descent, 2/(1 + 50),
 * leaves (κ − 1)/(κ + 1) = 96 % of the error at each step; momentum at its best leaves (√κ − 1)/(√κ + 1) = 75 %.
 *
 * Formula: L = ½(x² + κy²);  m ← βm + g,  θ ← θ − ηm
 * Look at: the zig-zag, the stable range of η in the readouts, and both curves of L: one falls much faster than the other.
 * Try: η = 0.041, just beyond the limit; then momentum with β = 0.57 and η = 0.061. Add Nesterov's.
 * Source: B. T. Polyak, "Some methods of speeding up the convergence of iteration methods", 1964.
 * Techniques: C6, O2
 * Picture: plot --optimizer sgd --set learningRate=0.0392 --optimizer sgd --set learningRate=0.0614 --set momentum=0.566
 *
 * @start [9, 1.5]
 * @domain x -2..10, y -3..3
 */
export function ravine(x: number, y: number): number {
  return 0.5 * (x ** 2 + 50 * y ** 2);
}
