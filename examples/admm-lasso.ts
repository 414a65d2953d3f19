/**
 * Lasso by splitting: ADMM-Adam lets Adam handle the loss, and soft thresholding the penalty.
 *
 * Only 3 of the 8 weights matter. With α = 0.1 Adam and the subgradient of |w| leave the other five at up to 0.02, jittering; the split keeps a copy z in
 * which all five are exactly 0, and a dual variable that pulls both together.
 *
 * Formula: w-step: Adam on L + (ρ/2)‖w − z + u‖²;  z ← S(w + u, α/ρ);  u ← u + w − z
 * Look at: the coefficients in the list of parameters, the residuals of ADMM in the timeline.
 * Try: in the run settings the penalty L1 with α = 0.1, for ADMM-Adam and for Adam; then the coefficients over α.
 * Source: Boyd et al. 2011, "Distributed optimization and statistical learning via ADMM", section 6.4.
 * Techniques: O5
 * Picture: plot --curves loss,gradient-norm --optimizer admm-adam --optimizer adam --set learningRate=0.05 --penalty l1=0.1 --steps 400
 */
import { range, seeded } from './lib/seeded';

const truth = [2, 0, 0, -1.5, 0, 0, 0.8, 0];
const draws = seeded(12);
const samples = range(30).map(() => {
  const x = truth.map(() => draws.normal());
  return { x, y: x.reduce((sum, value, i) => sum + value * truth[i], 0.1 * draws.normal()) };
});

/** @start [0, 0, 0, 0, 0, 0, 0, 0] */
export function regression(w: number[]): number {
  let sum = 0;
  for (const { x, y } of samples) sum += (x.reduce((z, value, i) => z + value * w[i], 0) - y) ** 2;
  return sum / (2 * samples.length);
}
