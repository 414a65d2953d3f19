import { t } from '../../l10n/t';
import { power } from '../linalg/power';
import { type Moments, momentOptions, updateMoments, zeroMoments } from './adamFamily';
import { biasCorrection, learningRate, weightDecay } from './commonOptions';
import { decayedGradient } from './elementwise';
import { defineOptimizer } from './optimizer';

/** Below this length of the average, the variance of 1/√v is not known well enough to divide by it. */
const tractable = 5;

/** rₜ, the factor that corrects the variance of Adam's first steps; undefined while it can't be told (Liu et al. 2020, algorithm 2). */
function rectification(t: number, beta2: number): number | undefined {
  const longest = 2 / (1 - beta2) - 1;
  const length = longest - (2 * t * power(beta2, t)) / (1 - power(beta2, t));
  if (length <= tractable) return undefined;
  return Math.sqrt(((length - 4) * (length - 2) * longest) / ((longest - 4) * (longest - 2) * length));
}

export const radam = defineOptimizer({
  id: 'radam',
  name: 'RAdam',
  help: t('Adam that goes by momentum alone until enough gradients have been seen to scale by them.'),
  formula: 'θ ← θ − η·rₜ·m̂/(√v̂ + ε), without the denominator and rₜ while ρₜ ≤ 5',
  source: 'Liu et al. 2020, algorithm 2, as in torch.optim.RAdam',
  options: { learningRate: learningRate(1e-3), ...momentOptions, weightDecay: weightDecay(), biasCorrection },

  init: (x): Moments => zeroMoments(x.length),

  step(point, last: Moments, { learningRate, beta1, beta2, eps, weightDecay, biasCorrection }) {
    const g = decayedGradient(point, weightDecay);
    const state = updateMoments(last, g, beta1, beta2);
    const { t, m, v } = state;
    const [first, second] = biasCorrection ? [1 - power(beta1, t), 1 - power(beta2, t)] : [1, 1];
    const r = rectification(t, beta2);
    // PyTorch divides a number by a tensor as the number times the tensor's reciprocal.
    const rates = v.map((vi) => (r === undefined ? 1 : (1 / (Math.sqrt(vi) + eps)) * Math.sqrt(second)));
    return { x: point.x.map((xi, i) => xi - (m[i] / first) * learningRate * rates[i] * (r ?? 1)), state };
  },

  internals({ t, m, v }, { beta1, biasCorrection, beta2 }) {
    if (t === 0 || !biasCorrection) return { m, v };
    return { m, v, m̂: m.map((mi) => mi / (1 - power(beta1, t))), v̂: v.map((vi) => vi / (1 - power(beta2, t))) };
  },

  /** As for Adam, with the rectified denominator as the preconditioner (Cohen et al., arXiv 2207.14484, section 2). */
  stability({ t, v }, { learningRate, beta1, beta2, eps, biasCorrection, weightDecay }) {
    if (t === 0) return undefined;
    const [first, second] = biasCorrection ? [1 - power(beta1, t), 1 - power(beta2, t)] : [1, 1];
    const r = rectification(t, beta2);
    return {
      limit: (2 * (1 + beta1)) / ((1 - beta1) * learningRate),
      preconditioner: v.map((vi) => (r === undefined ? first : (first * (Math.sqrt(vi) + eps)) / (Math.sqrt(second) * r))),
      shift: weightDecay,
    };
  },
});
