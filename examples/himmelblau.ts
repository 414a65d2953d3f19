/**
 * Himmelblau's function: four minima that are equally good, four saddles between them, one maximum in the middle.
 *
 * Formula: L = (x² + y − 11)² + (x + y² − 7)²
 * Look at: which minimum each optimizer reaches from the same start; drag the start across a saddle and watch the
 * paths change sides. This start lies almost on a saddle: the gradient is weak at first, and the way down is along
 * the eigenvector with the negative eigenvalue.
 * Try: the overlay "Basins of attraction": with η = 0.01 gradient descent shares the starts out almost evenly, 23 to 27 % to each minimum.
 * Source: D. M. Himmelblau, "Applied Nonlinear Programming", 1972.
 * Techniques: C1, C2, C9
 * Picture: plot --optimizer sgd --set learningRate=0.01 --optimizer sgd --set learningRate=0.01 --set momentum=0.9 --optimizer adam --set learningRate=0.1
 *
 * @start [-0.09, -1.94]
 * @domain x -6..6, y -6..6
 */
export function himmelblau(x: number, y: number): number {
  return (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2;
}
