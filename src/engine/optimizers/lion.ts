import { t } from '../../l10n/t';
import { decayFactor, learningRate, weightDecay } from './commonOptions';
import { weightedAverage } from './elementwise';
import { defineOptimizer } from './optimizer';

interface LionState {
  readonly m: Float64Array;
}

export const lion = defineOptimizer({
  id: 'lion',
  name: 'Lion',
  help: t('Steps by the sign of a momentum: every coordinate moves by η, whatever the size of its gradient. Found by a program search.'),
  formula: 'θ ← θ − η(sign(β₁m + (1 − β₁)g) + λθ),  m ← β₂m + (1 − β₂)g',
  source: 'Chen et al. 2023, algorithm 2',
  options: {
    learningRate: learningRate(1e-4, t('How far each coordinate moves, η.')),
    beta1: decayFactor('β₁', 0.9, t('Weight of the momentum in a step.')),
    beta2: decayFactor('β₂', 0.99, t('How long gradients are remembered: about 1/(1 − β₂) steps.')),
    weightDecay: weightDecay(0, t('Shrinks the parameters by the factor 1 − ηλ at each step.')),
  },

  init: (x): LionState => ({ m: new Float64Array(x.length) }),

  step({ x, gradient }, { m }: LionState, { learningRate, beta1, beta2, weightDecay }) {
    const direction = weightedAverage(beta1, m, gradient);
    return {
      x: x.map((xi, i) => xi - learningRate * (Math.sign(direction[i]) + weightDecay * xi)),
      state: { m: weightedAverage(beta2, m, gradient) },
    };
  },

  internals: ({ m }) => ({ m }),
});
