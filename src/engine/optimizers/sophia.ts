import { t } from '../../l10n/t';
import type { Objective } from '../objective';
import { decayFactor, epsilon, learningRate, weightDecay } from './commonOptions';
import { normalVector } from './draws';
import { weightedAverage } from './elementwise';
import { defineOptimizer } from './optimizer';

interface SophiaState {
  readonly t: number;
  readonly m: Float64Array;
  /** Average of estimates of the Hessian's diagonal. */
  readonly h: Float64Array;
}

export const sophia = defineOptimizer({
  id: 'sophia',
  name: 'Sophia',
  help: t('Momentum divided by an estimate of the curvature of each coordinate, clipped so that no coordinate moves by more than η.'),
  formula: 'θ ← (1 − ηλ)θ − η·clip(m/max(γh, ε), 1),  h from u ⊙ Hu every k steps',
  source: 'Liu et al. 2023, algorithm 3 with the Hutchinson estimator (algorithm 1)',
  options: {
    learningRate: learningRate(1e-2, t('The furthest that a coordinate moves, η.')),
    beta1: decayFactor('β₁', 0.96, t('How long gradients are remembered: about 1/(1 − β₁) steps.')),
    beta2: decayFactor('β₂', 0.99, t('How long curvature is remembered: about 1/(1 − β₂) estimates.')),
    gamma: {
      kind: 'number',
      label: 'γ',
      help: t('Scales the curvature: the smaller, the more coordinates are clipped.'),
      default: 0.01,
      min: 0,
      max: 1e12,
      range: [1e-3, 1],
      scale: 'log',
    },
    eps: epsilon(1e-12),
    weightDecay: weightDecay(0, t('Shrinks the parameters by the factor 1 − ηλ at each step.')),
    interval: {
      kind: 'integer',
      label: t('Interval'),
      help: t('Steps between two estimates of the curvature, k.'),
      default: 10,
      min: 1,
      max: 1e9,
      range: [1, 100],
      scale: 'log',
    },
  },

  init: (x): SophiaState => ({ t: 0, m: new Float64Array(x.length), h: new Float64Array(x.length) }),

  step({ x, gradient }, last: SophiaState, options, { objective, seed }) {
    const { learningRate, beta1, beta2, gamma, eps, weightDecay, interval } = options;
    const m = weightedAverage(beta1, last.m, gradient);
    const h = last.t % interval === 0 ? weightedAverage(beta2, last.h, hutchinson(objective, x, seed, last.t)) : last.h;
    const shrink = 1 - learningRate * weightDecay;
    const moved = x.map((xi, i) => shrink * xi - learningRate * clipped(m[i] / Math.max(gamma * h[i], eps)));
    return { x: moved, state: { t: last.t + 1, m, h } };
  },

  internals: ({ m, h }, { learningRate, gamma, eps }) => ({
    m,
    h,
    'effective step': h.map((hi) => learningRate / Math.max(gamma * hi, eps)),
  }),
});

const clipped = (value: number): number => Math.max(-1, Math.min(1, value));

/** u ⊙ (Hu) with u ~ N(0, I): its mean is the diagonal of H. */
function hutchinson(objective: Objective, x: Float64Array, seed: number, t: number): Float64Array {
  const u = normalVector(seed, t, x.length);
  const product = new Float64Array(x.length);
  objective.hessianVector(x, u, product);
  return product.map((p, i) => u[i] * p);
}
