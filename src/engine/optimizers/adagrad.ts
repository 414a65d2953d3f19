import { t } from '../../l10n/t';
import { fma } from '../linalg/fused';
import { epsilon, learningRate, weightDecay } from './commonOptions';
import { decayedGradient } from './elementwise';
import { defineOptimizer } from './optimizer';

interface AdagradState {
  readonly t: number;
  /** Sum of g². */
  readonly sum: Float64Array;
}

/** The rate of step t: η/(1 + (t − 1)·decay). */
const rateAt = (t: number, { learningRate, lrDecay }: { learningRate: number; lrDecay: number }): number =>
  learningRate / (1 + (t - 1) * lrDecay);

export const adagrad = defineOptimizer({
  id: 'adagrad',
  name: 'AdaGrad',
  help: t('Divides each coordinate by the root of the sum of all its squared gradients: steps get shorter where much has been moved.'),
  formula: 'G ← G + g²,  θ ← θ − η/(1 + (t − 1)κ)·g/(√G + ε)',
  source: 'Duchi, Hazan & Singer 2011, figure 1, as in torch.optim.Adagrad',
  options: {
    learningRate: learningRate(1e-2),
    lrDecay: {
      kind: 'number',
      label: t('Rate decay'),
      help: t('The learning rate is divided by 1 + (t − 1) times this.'),
      default: 0,
      min: 0,
      max: 1e12,
      range: [0, 1],
      scale: 'linear',
    },
    weightDecay: weightDecay(),
    initialAccumulator: {
      kind: 'number',
      label: t('Initial sum'),
      help: t('Where the sum of squares begins; above 0 it tames the first steps.'),
      default: 0,
      min: 0,
      max: 1e12,
      range: [0, 1],
      scale: 'linear',
    },
    eps: epsilon(1e-10),
  },

  init: (x, { initialAccumulator }): AdagradState => ({ t: 0, sum: new Float64Array(x.length).fill(initialAccumulator) }),

  step(point, last: AdagradState, options) {
    const g = decayedGradient(point, options.weightDecay);
    const t = last.t + 1;
    const sum = last.sum.map((s, i) => fma(g[i], g[i], s));
    const rate = rateAt(t, options);
    return { x: point.x.map((xi, i) => xi - (rate * g[i]) / (Math.sqrt(sum[i]) + options.eps)), state: { t, sum } };
  },

  internals: ({ t, sum }, options) => ({
    G: sum,
    ...(t > 0 && { 'effective step': sum.map((s) => rateAt(t, options) / (Math.sqrt(s) + options.eps)) }),
  }),

  /** Gradient descent preconditioned by √G + ε, with the rate of the step to come (Cohen et al., arXiv 2207.14484, section 2). */
  stability: ({ t, sum }, options) =>
    t === 0
      ? undefined
      : {
          limit: 2 / rateAt(t + 1, options),
          preconditioner: sum.map((s) => Math.sqrt(s) + options.eps),
          shift: options.weightDecay,
        },
});
