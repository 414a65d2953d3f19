import { t } from '../../l10n/t';
import { power } from '../linalg/power';
import { plus, scaled } from '../linalg/vector';
import { decayFactor, epsilon, learningRate, weightDecay } from './commonOptions';
import { weightedSquares } from './elementwise';
import { evaluateAt } from './evaluate';
import { defineOptimizer } from './optimizer';

interface ScheduleFreeState {
  readonly t: number;
  /** The fast iterate; the one that is reported, x, is its weighted mean. */
  readonly z: Float64Array;
  readonly v: Float64Array;
  /** Σ η² */
  readonly weight: number;
}

export const scheduleFree = defineOptimizer({
  id: 'schedule-free',
  name: 'Schedule-free',
  help: t(
    'Averages its own iterates in place of lowering the learning rate. The path shows the average; gradients are taken between it and the fast iterate.',
  ),
  formula: 'y = (1 − β)z + βx,  z ← z − η∇L(y),  x ← (1 − c)x + cz,  c = η²/Ση²',
  source: 'Defazio et al. 2024, equations 3–5 (SGD) and algorithm 1 (AdamW)',
  options: {
    learningRate: learningRate(1e-2),
    beta: decayFactor('β', 0.9, t('How close to the average gradients are taken.')),
    base: {
      kind: 'choice',
      label: t('Base'),
      help: t('sgd steps by the gradient, adamw divides it by its root mean square.'),
      default: 'sgd',
      choices: ['sgd', 'adamw'],
    },
    beta2: decayFactor('β₂', 0.999, t('How long squared gradients are remembered (adamw).')),
    eps: epsilon(1e-8),
    weightDecay: weightDecay(0, t('Shrinks the parameters, at y.')),
  },

  init: (x): ScheduleFreeState => ({ t: 0, z: x, v: new Float64Array(x.length), weight: 0 }),

  step({ x }, last: ScheduleFreeState, { learningRate, beta, base, beta2, eps, weightDecay }, { objective, clip }) {
    const y = plus(scaled(1 - beta, last.z), beta, x);
    const g = clip(evaluateAt(objective, y).gradient);
    const t = last.t + 1;
    const v = weightedSquares(beta2, last.v, g);
    const correction = 1 - power(beta2, t);
    const direction = base === 'sgd' ? g : g.map((gi, i) => gi / (Math.sqrt(v[i] / correction) + eps));
    const z = plus(plus(last.z, -learningRate, direction), -learningRate * weightDecay, y);
    const weight = last.weight + learningRate * learningRate;
    const c = weight === 0 ? 0 : (learningRate * learningRate) / weight;
    return { x: plus(scaled(1 - c, x), c, z), state: { t, z, v, weight } };
  },

  internals: ({ z, v }, { base }) => ({ z, ...(base === 'adamw' && { v }) }),
});
