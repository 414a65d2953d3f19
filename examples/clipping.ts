/**
 * A cliff, and how clipping survives it: a unit that feeds its output back into itself 10 times.
 *
 * Its state grows like w^10, so the loss is flat where |w| < 1 and a wall where it is more. At the start, on the wall, ‖∇L‖ = 2,570: a step with η = 0.05 lands at
 * w = −119 and is lost. Cut to length 1 it goes the same way, only 0.05 far, and descent converges.
 *
 * Formula: g ← g·min(1, c/‖g‖)
 * Look at: ‖∇L‖ along the path: the spike where it touches the wall.
 * Try: gradient descent with η = 0.05, without clipping and with norm 1; clipping by value turns the direction, by norm it does not.
 * Source: Pascanu, Mikolov & Bengio 2013, arXiv 1211.5063, section 3.2.
 * Techniques: O12
 * Picture: plot --optimizer sgd --set learningRate=0.05 --clip-norm 1 --steps 300
 *
 * @start [1.25, 0.3]
 * @domain w -0.2..1.6, b -0.6..0.8
 */
export function recurrent(w: number, b: number): number {
  let state = 0.5;
  for (let t = 0; t < 10; t++) state = w * state + b;
  return (state - 0.8) ** 2;
}
