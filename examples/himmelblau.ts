/**
 * Himmelblau's function: four minima that are equally good, four saddles between them, one maximum in the middle.
 *
 * Look at: which minimum each optimizer reaches from the same start; drag the start across a saddle and watch the
 * paths change sides. This start lies almost on a saddle: the gradient is weak at first, and the way down is along
 * the eigenvector with the negative eigenvalue.
 *
 * @start [-0.09, -1.94]
 * @domain x -6..6, y -6..6
 */
export function himmelblau(x: number, y: number): number {
  return (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2;
}
