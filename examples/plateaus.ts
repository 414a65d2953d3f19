/**
 * A plateau: a saturated sigmoid under squared error, where descent stalls though no minimum is near.
 *
 * From this start the unit answers the wrong way and is sure of it. Its gradient is 0.04, where that of cross-entropy is 1.07:
 * σ′ is almost 0 there, and cross-entropy divides it out, ∂L/∂z = σ(z) − y. After 1,000 steps squared error is still at 0.60; at its minimum it is 0.17.
 *
 * Formula: L = Σ(σ(wx + b) − y)²/N against L = −Σ log p(y)/N
 * Look at: the overlay "Plateaus", and the diagnostic at the start.
 * Try: the other lens, `crossEntropy`: the same unit, the same start, and no plateau. Steps as long lead it to its minimum.
 * Source: Glorot & Bengio 2010, section 4.1; Goodfellow et al., "Deep Learning", section 6.2.2.2.
 * Techniques: C7
 * Picture: plot #squaredError --optimizer sgd --set learningRate=0.5
 */
const samples = [
  { x: -1.5, y: 0 },
  { x: -0.5, y: 1 },
  { x: 0.5, y: 0 },
  { x: 1.5, y: 1 },
  { x: 2.5, y: 1 },
] as const;

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

/**
 * @start [-5, -4]
 * @domain w -8..8, b -8..8
 */
export function squaredError(w: number, b: number): number {
  let sum = 0;
  for (const { x, y } of samples) sum += (sigmoid(w * x + b) - y) ** 2;
  return sum / samples.length;
}

/**
 * @start [-5, -4]
 * @domain w -8..8, b -8..8
 */
export function crossEntropy(w: number, b: number): number {
  let sum = 0;
  for (const { x, y } of samples) {
    const margin = (y === 1 ? 1 : -1) * (w * x + b);
    sum += Math.log1p(Math.exp(-margin));
  }
  return sum / samples.length;
}
