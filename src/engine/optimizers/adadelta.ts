import { t } from '../../l10n/t';
import { fusedPlus } from '../linalg/fused';
import { decayFactor, epsilon, learningRate, weightDecay } from './commonOptions';
import { decayedGradient, weightedSquares } from './elementwise';
import { defineOptimizer } from './optimizer';

interface AdadeltaState {
  /** Averages of g² and of Δ². */
  readonly v: Float64Array;
  readonly moved: Float64Array;
}

const ratio = ({ v, moved }: AdadeltaState, eps: number): Float64Array => v.map((vi, i) => Math.sqrt(moved[i] + eps) / Math.sqrt(vi + eps));

export const adadelta = defineOptimizer({
  id: 'adadelta',
  name: 'AdaDelta',
  help: t('Scales the gradient by the ratio of the recent steps to the recent gradients, so that no rate has to be chosen.'),
  formula: 'v ← ρv + (1 − ρ)g²,  Δ = √(u + ε)/√(v + ε)·g,  u ← ρu + (1 − ρ)Δ²,  θ ← θ − η·Δ',
  source: 'Zeiler 2012, algorithm 1, as in torch.optim.Adadelta',
  options: {
    learningRate: learningRate(1, t('Multiplies the step that the method has chosen, η.')),
    rho: decayFactor('ρ', 0.9, t('How long squared gradients and steps are remembered: about 1/(1 − ρ) steps.')),
    eps: epsilon(1e-6, t('Sets the length of the first steps, ε.')),
    weightDecay: weightDecay(),
  },

  init(x): AdadeltaState {
    const zero = new Float64Array(x.length);
    return { v: zero, moved: zero };
  },

  step(point, last: AdadeltaState, { learningRate, rho, eps, weightDecay }) {
    const g = decayedGradient(point, weightDecay);
    const v = weightedSquares(rho, last.v, g);
    const delta = ratio({ v, moved: last.moved }, eps).map((r, i) => r * g[i]);
    return { x: fusedPlus(point.x, -learningRate, delta), state: { v, moved: weightedSquares(rho, last.moved, delta) } };
  },

  internals: (state, { learningRate, eps }) => ({
    v: state.v,
    u: state.moved,
    'effective step': ratio(state, eps).map((r) => learningRate * r),
  }),
});
