/**
 * A backpropagation with a bug in it, and the check that finds the line.
 *
 * `backprop` below forgets the derivative of tanh, 1 − h². Its gradient points roughly the right way, and descent with it even makes progress: a bug of
 * the worst kind. Against the exact gradient the relative error is 0.64, and the worst component is named, `b`.
 *
 * Formula: ‖a − b‖/(‖a‖ + ‖b‖): below 10⁻⁷ fine, above 10⁻³ wrong;  numerically (L(θ + ε) − L(θ − ε))/2ε
 * Look at: the diagnostic on `backprop`; the command "Check gradient", its table of components and the error over ε.
 * Try: multiply by (1 − h * h) where the comment says so. The diagnostic goes.
 * Source: Karpathy, CS231n notes, "Gradient checks"; Rumelhart, Hinton & Williams 1986.
 * Techniques: D8
 * Picture: plot --optimizer sgd --set learningRate=0.2 --plane w,b
 */
const samples = [
  { x: -1, y: -0.5 },
  { x: 0.5, y: 0.8 },
  { x: 2, y: 0.9 },
] as const;

/**
 * @start [0.8, 0.3, 1.2]
 * @gradient backprop
 */
export function oneUnit(w: number, b: number, out: number): number {
  let loss = 0;
  for (const { x, y } of samples) loss += (out * Math.tanh(w * x + b) - y) ** 2;
  return loss;
}

export function backprop(w: number, b: number, out: number): number[] {
  const gradient = [0, 0, 0];
  for (const { x, y } of samples) {
    const h = Math.tanh(w * x + b);
    const miss = 2 * (out * h - y);
    const back = miss * out; // should be miss * out * (1 - h * h)
    gradient[0] += back * x;
    gradient[1] += back;
    gradient[2] += miss * h;
  }
  return gradient;
}
