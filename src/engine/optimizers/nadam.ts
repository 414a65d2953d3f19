import { t } from '../../l10n/t';
import { power, powerOf096 } from '../linalg/power';
import { type Moments, momentOptions, updateMoments, zeroMoments } from './adamFamily';
import { biasCorrection, learningRate, weightDecay } from './commonOptions';
import { decayedGradient } from './elementwise';
import { defineOptimizer } from './optimizer';

interface NadamState extends Moments {
  /** μ₁·…·μₜ */
  readonly product: number;
}

/** μₜ = β₁(1 − ½·0.96^(t·ψ)): the warmed-up momentum. */
const momentumAt = (t: number, beta1: number, decay: number): number => beta1 * (1 - 0.5 * powerOf096(t * decay));

export const nadam = defineOptimizer({
  id: 'nadam',
  name: 'NAdam',
  help: t('Adam with Nesterov’s look-ahead, and a momentum that grows over the first steps.'),
  formula: 'm̂ = μₜ₊₁m/(1 − Πμₜ₊₁) + (1 − μₜ)g/(1 − Πμₜ),  θ ← θ − η·m̂/(√v̂ + ε)',
  source: 'Dozat 2016, algorithm 2, as documented in torch.optim.NAdam',
  options: {
    learningRate: learningRate(2e-3),
    ...momentOptions,
    weightDecay: weightDecay(),
    momentumDecay: {
      kind: 'number',
      label: t('Momentum decay'),
      help: t('How fast the momentum grows towards β₁, ψ.'),
      default: 4e-3,
      min: 0,
      max: 1e12,
      range: [0, 0.1],
      scale: 'linear',
    },
    biasCorrection,
  },

  init: (x): NadamState => ({ ...zeroMoments(x.length), product: 1 }),

  step(point, last: NadamState, { learningRate, beta1, beta2, eps, weightDecay, momentumDecay, biasCorrection }) {
    const g = decayedGradient(point, weightDecay);
    const { t, m, v } = updateMoments(last, g, beta1, beta2);
    const mu = momentumAt(t, beta1, momentumDecay);
    const muNext = momentumAt(t + 1, beta1, momentumDecay);
    const product = last.product * mu;
    const [now, ahead, second] = biasCorrection ? [1 - product, 1 - product * muNext, 1 - power(beta2, t)] : [1, 1, 1];
    const x = point.x.map((xi, i) => {
      const p = Math.sqrt(v[i]) / Math.sqrt(second) + eps;
      return xi - (((learningRate * (1 - mu)) / now) * g[i]) / p - (((learningRate * muNext) / ahead) * m[i]) / p;
    });
    return { x, state: { t, m, v, product } };
  },

  internals({ t, m, v }, { learningRate, beta2, eps, biasCorrection }) {
    if (t === 0) return { m, v };
    const vHat = v.map((vi) => vi / (biasCorrection ? 1 - power(beta2, t) : 1));
    return { m, v, v̂: vHat, 'effective step': vHat.map((vi) => learningRate / (Math.sqrt(vi) + eps)) };
  },

  /**
   * On a quadratic the iteration leaves the unit circle through −1 where ηλ((1 − μₜ) + μₜ₊₁(1 − β₁)/(1 + β₁)) = 2: the derivation of
   * Cohen et al. (arXiv 2207.14484, section 2) for this update.
   */
  stability({ t, v, product }, { learningRate, beta1, beta2, eps, weightDecay, momentumDecay, biasCorrection }) {
    if (t === 0) return undefined;
    const mu = momentumAt(t, beta1, momentumDecay);
    const muNext = momentumAt(t + 1, beta1, momentumDecay);
    const [now, ahead, second] = biasCorrection ? [1 - product, 1 - product * muNext, 1 - power(beta2, t)] : [1, 1, 1];
    return {
      limit: 2 / (learningRate * ((1 - mu) / now + ((muNext / ahead) * (1 - beta1)) / (1 + beta1))),
      preconditioner: v.map((vi) => Math.sqrt(vi / second) + eps),
      shift: weightDecay,
    };
  },
});
