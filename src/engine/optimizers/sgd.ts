import { t } from '../../l10n/t';
import { fusedPlus } from '../linalg/fused';
import { scaled } from '../linalg/vector';
import { OptionError } from '../options';
import { learningRate, momentum, weightDecay } from './commonOptions';
import { decayedGradient } from './elementwise';
import { defineOptimizer } from './optimizer';

interface SgdState {
  /** The momentum buffer m; absent before the first step. */
  readonly velocity: Float64Array | undefined;
}

export const sgd = defineOptimizer({
  id: 'sgd',
  name: 'Gradient descent',
  help: t(
    'Steps against the gradient. With momentum it keeps rolling in the direction of the last steps; Nesterov looks ahead before it steps.',
  ),
  formula: 'm ← βm + (1 − τ)g,  θ ← θ − η·m   (Nesterov: θ ← θ − η(g + βm))',
  source: 'Polyak 1964; Sutskever et al. 2013, equations 1–4, in the form of torch.optim.SGD',
  options: {
    learningRate: learningRate(1e-3),
    momentum: momentum(),
    dampening: {
      kind: 'number',
      label: t('Dampening'),
      help: t('The new gradient enters the momentum with weight 1 − τ, from the second step on.'),
      default: 0,
      min: -1e12,
      max: 1e12,
      range: [0, 1],
      scale: 'linear',
    },
    nesterov: { kind: 'boolean', label: t('Nesterov'), help: t('Steps from where the momentum is about to lead.'), default: false },
    weightDecay: weightDecay(),
  },
  presets: [
    { name: 'Gradient descent', options: {} },
    { name: 'Momentum', options: { momentum: 0.9 } },
    { name: 'Nesterov momentum', options: { momentum: 0.9, nesterov: true } },
  ],

  penalties: 'proximal',

  init(_x, { momentum, dampening, nesterov }): SgdState {
    if (nesterov && (momentum === 0 || dampening !== 0)) throw new OptionError(t('"nesterov" needs a momentum above 0 and dampening 0.'));
    return { velocity: undefined };
  },

  step(point, { velocity }: SgdState, { learningRate, momentum, dampening, nesterov, weightDecay }) {
    const { x } = point;
    const g = decayedGradient(point, weightDecay);
    if (momentum === 0) return { x: fusedPlus(x, -learningRate, g), state: { velocity } };
    const m = velocity === undefined ? g : fusedPlus(scaled(momentum, velocity), 1 - dampening, g);
    const direction = nesterov ? fusedPlus(g, momentum, m) : m;
    return { x: fusedPlus(x, -learningRate, direction), state: { velocity: m } };
  },

  /** Momentum adds 1 + β + β² + … up: with less, the path would rest where the penalty is 1 − β times too weak. */
  gradientWeight: ({ momentum, dampening }) => (momentum > 0 && momentum < 1 ? Math.max(0, 1 - dampening) / (1 - momentum) : 1),

  internals: ({ velocity }) => (velocity === undefined ? {} : { m: velocity }),

  /**
   * The characteristic polynomial of the iteration on a quadratic has its root leave the unit circle through −1 at this λ:
   * 2/η, (2 + 2β)/η with momentum, (2 + 2β)/((1 + 2β)η) with Nesterov's (Cohen et al., arXiv 2103.00065, appendix B).
   */
  stability(_state, { learningRate, momentum, dampening, nesterov, weightDecay }) {
    const perLookAhead = nesterov ? 1 + 2 * momentum : 1 - (momentum === 0 ? 0 : dampening);
    return { limit: (2 + 2 * momentum) / (perLookAhead * learningRate), shift: weightDecay };
  },
});
