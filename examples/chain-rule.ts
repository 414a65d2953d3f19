/**
 * The chain rule at work: hover over any expression for its value, its share of the gradient, and the factor that it adds.
 *
 * One unit, one example: z = wx + b, p = σ(z), L = −log p. Backwards every expression is handed ∂L/∂itself and multiplies it by its own derivative:
 * −1/p, then p(1 − p), then x. At this start p = 0.73, and ∂L/∂z = p − 1 = −0.27.
 *
 * Formula: ∂L/∂w = ∂L/∂p · ∂p/∂z · ∂z/∂w = (p − 1)·x
 * Look at: the hover on `Math.exp(-z)`, on `z`, on `w * x`: value, ∂L/∂expression, chain rule. Gradient heat shows it for whole lines.
 * Try: scrub the Descent panel to another step, and hover again: the numbers are those of that step.
 * Source: Rumelhart, Hinton & Williams 1986; Griewank & Walther, "Evaluating Derivatives", 2008, section 3.2.
 * Techniques: D7
 * Picture: plot --optimizer sgd --set learningRate=1 --steps 50
 *
 * @start [0.5, 0]
 * @domain w -2..4, b -2..4
 */
export function chainRule(w: number, b: number): number {
  const x = 2;
  const z = w * x + b;
  const p = 1 / (1 + Math.exp(-z));
  return -Math.log(p) + 0.05 * (w ** 2 + b ** 2);
}
