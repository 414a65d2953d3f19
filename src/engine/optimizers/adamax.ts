import { t } from '../../l10n/t';
import { power } from '../linalg/power';
import { biasCorrection, decayFactor, epsilon, learningRate, weightDecay } from './commonOptions';
import { decayedGradient, weightedAverage } from './elementwise';
import { defineOptimizer } from './optimizer';

interface AdamaxState {
  readonly t: number;
  readonly m: Float64Array;
  /** The exponentially weighted maximum of |g|. */
  readonly u: Float64Array;
}

export const adamax = defineOptimizer({
  id: 'adamax',
  name: 'Adamax',
  help: t('Adam with the largest recent gradient in place of the root mean square.'),
  formula: 'u ← max(β₂u, |g| + ε),  θ ← θ − η/(1 − β₁ᵗ)·m/u',
  source: 'Kingma & Ba 2015, algorithm 2, as in torch.optim.Adamax',
  options: {
    learningRate: learningRate(2e-3),
    beta1: decayFactor('β₁', 0.9, t('How long gradients are remembered: about 1/(1 − β₁) steps.')),
    beta2: decayFactor('β₂', 0.999, t('How long the largest gradient is remembered: about 1/(1 − β₂) steps.')),
    eps: epsilon(1e-8),
    weightDecay: weightDecay(),
    biasCorrection,
  },

  init: (x): AdamaxState => ({ t: 0, m: new Float64Array(x.length), u: new Float64Array(x.length) }),

  step(point, last: AdamaxState, { learningRate, beta1, beta2, eps, weightDecay, biasCorrection }) {
    const g = decayedGradient(point, weightDecay);
    const t = last.t + 1;
    const m = weightedAverage(beta1, last.m, g);
    const u = last.u.map((ui, i) => Math.max(beta2 * ui, Math.abs(g[i]) + eps));
    const rate = biasCorrection ? learningRate / (1 - power(beta1, t)) : learningRate;
    return { x: point.x.map((xi, i) => xi - (rate * m[i]) / u[i]), state: { t, m, u } };
  },

  internals: ({ t, m, u }, { beta1, learningRate, biasCorrection }) => ({
    m,
    u,
    ...(t > 0 && biasCorrection && { m̂: m.map((mi) => mi / (1 - power(beta1, t))) }),
    ...(t > 0 && { 'effective step': u.map((ui) => learningRate / ui) }),
  }),

  /** Heavy-ball descent preconditioned by u, as for Adam (Cohen et al., arXiv 2207.14484, section 2). */
  stability({ t, u }, { learningRate, beta1, biasCorrection, weightDecay }) {
    if (t === 0) return undefined;
    const correction = biasCorrection ? 1 - power(beta1, t) : 1;
    return {
      limit: (2 * (1 + beta1)) / ((1 - beta1) * learningRate),
      preconditioner: u.map((ui) => correction * ui),
      shift: weightDecay,
    };
  },
});
