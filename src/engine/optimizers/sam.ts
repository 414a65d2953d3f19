import { t } from '../../l10n/t';
import { norm, plus, scaled } from '../linalg/vector';
import { learningRate, momentum, weightDecay } from './commonOptions';
import { decayedGradient } from './elementwise';
import { evaluateAt } from './evaluate';
import { defineOptimizer } from './optimizer';

interface SamState {
  readonly velocity: Float64Array | undefined;
}

export const sam = defineOptimizer({
  id: 'sam',
  name: 'SAM',
  help: t('Sharpness-aware: steps by the gradient at the worst point nearby, and so prefers flat minima. Two gradients per step.'),
  formula: 'θ ← θ − η∇L(θ + ρ·g/‖g‖)',
  source: 'Foret et al. 2021, algorithm 1, over SGD with momentum',
  options: {
    learningRate: learningRate(1e-2),
    rho: {
      kind: 'number',
      label: t('Neighbourhood'),
      help: t('How far away the worst point is looked for, ρ.'),
      default: 0.05,
      min: 0,
      max: 1e12,
      range: [1e-3, 1],
      scale: 'log',
    },
    momentum: momentum(),
    weightDecay: weightDecay(),
  },

  init: (): SamState => ({ velocity: undefined }),

  step({ x, gradient }, { velocity }: SamState, { learningRate, rho, momentum, weightDecay }, { objective, clip }) {
    const length = norm(gradient);
    const worst = length === 0 ? x : plus(x, rho / length, gradient);
    const g = decayedGradient({ x, gradient: clip(evaluateAt(objective, worst).gradient) }, weightDecay);
    const m = velocity === undefined ? g : plus(scaled(momentum, velocity), 1, g);
    return { x: plus(x, -learningRate, m), state: { velocity: m } };
  },

  internals: ({ velocity }) => (velocity === undefined ? {} : { m: velocity }),
});
