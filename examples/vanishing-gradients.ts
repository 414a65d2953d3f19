/**
 * Twenty layers of sigmoids: each multiplies the gradient by at most a quarter, and nothing of it arrives at the first.
 *
 * ∂L/∂(first layer) is a product of twenty factors w·σ′(z), with σ′ ≤ ¼. ∂L/∂w is −0.08 in the last layer and −10⁻¹⁴ in the
 * first. With tanh and weights about 1 it would survive much longer; with weights of 8 it explodes.
 *
 * Formula: ∂L/∂h₀ = ∂L/∂hₙ · Π wₖσ′(zₖ)
 * Look at: the diagnostic "gradient vanishes"; the gradient heat (command "Toggle gradient heat"); hover over `sigmoid(w[k] * h)`: min…max over all layers.
 * Try: `Math.tanh` in place of `sigmoid`, and start weights of 1; Xavier's rule is made for this.
 * Source: Hochreiter 1991; Bengio, Simard & Frasconi 1994; Glorot & Bengio 2010.
 * Techniques: D6
 * Picture: plot --curves loss,gradient-norm --optimizer sgd --set learningRate=1 --optimizer adam --set learningRate=0.05 --steps 200
 */
const depth = 20;

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

export const initial = Array.from({ length: depth }, () => 0.9);

/** @start initial */
export function deepChain(w: number[]): number {
  let h = 1;
  for (let k = 0; k < depth; k++) h = sigmoid(w[k] * h);
  return (h - 0.9) ** 2;
}
