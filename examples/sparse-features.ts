/**
 * A feature that is rare gets small gradients: methods that give each coordinate a rate of its own.
 *
 * The word "excellent" occurs in 2 of 40 reviews, "the" in all. Its weight sees a gradient 20 times as small: after 60 steps plain descent has it at 2.3, AdaGrad
 * at 2.98, of 3. AdaGrad, RMSprop, AdaDelta and Rprop divide each coordinate by the size of its own gradients.
 *
 * Formula: AdaGrad: G ← G + g²,  θ ← θ − ηg/√G;  RMSprop: v ← αv + (1 − α)g²
 * Look at: paths of gradient descent and AdaGrad: one turns the corner, the other cuts it.
 * Try: RMSprop with η = 0.02: its steps are about equally long in both coordinates, and the path begins as a diagonal. AdaDelta, which needs no η and is slow to begin.
 * Source: Duchi, Hazan & Singer 2011; Zeiler 2012, arXiv 1212.5701; Tieleman & Hinton 2012; Riedmiller & Braun 1993.
 * Techniques: O3
 * Picture: plot --optimizer sgd --set learningRate=0.5 --optimizer adagrad --set learningRate=0.5 --optimizer rprop --set learningRate=0.1 --steps 60
 *
 * @start [0, 0]
 * @domain the -1..3, excellent -1..4
 */
export function sparseFeatures(the: number, excellent: number): number {
  const often = (the - 1.5) ** 2;
  const seldom = (excellent - 3) ** 2;
  return 0.5 * (often + (2 / 40) * seldom);
}
