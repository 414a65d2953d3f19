/**
 * A degenerate critical point: three valleys meet at 0, two for the legs of a monkey and one for its tail.
 *
 * At (0, 0) the gradient and the whole Hessian are 0, so that eigenvalues can't tell minimum from saddle. The panel says "degenerate"
 * and leaves it there. At the three minima, r = 3/4 from 0, both eigenvalues are positive.
 *
 * Formula: L = x³ − 3xy² + (x² + y²)²
 * Look at: the list of critical points, ◆ against ▼, and their eigenvalues.
 * Try: drag the start round (0, 0): which way the paths turn depends on the cubic term alone.
 * Source: D. Hilbert and S. Cohn-Vossen, "Anschauliche Geometrie", 1932, section 29.
 * Techniques: C2
 * Picture: plot --optimizer sgd --set learningRate=0.05 --optimizer newton
 *
 * @start [0.2, 0.3]
 * @domain x -1.2..1.2, y -1.2..1.2
 */
export function monkeySaddle(x: number, y: number): number {
  return x ** 3 - 3 * x * y ** 2 + (x ** 2 + y ** 2) ** 2;
}
