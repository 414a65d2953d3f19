import { t } from '../../l10n/t';
import { fma, fusedPlus } from '../linalg/fused';
import { decayFactor, epsilon, learningRate, momentum, weightDecay } from './commonOptions';
import { decayedGradient, weightedAverage, weightedSquares } from './elementwise';
import { defineOptimizer } from './optimizer';

interface RmspropState {
  /** Average of g², of g (centered only), and the momentum buffer. */
  readonly v: Float64Array;
  readonly mean: Float64Array;
  readonly velocity: Float64Array;
  readonly seen: boolean;
}

/** √v + ε; centered: √(v − mean²) + ε. */
function denominator({ v, mean }: RmspropState, { eps, centered }: { eps: number; centered: boolean }): Float64Array {
  const result = new Float64Array(v.length);
  for (let i = 0; i < v.length; i++) result[i] = Math.sqrt(centered ? fma(-mean[i], mean[i], v[i]) : v[i]) + eps;
  return result;
}

export const rmsprop = defineOptimizer({
  id: 'rmsprop',
  name: 'RMSprop',
  help: t('Divides each coordinate of the gradient by its recent root mean square; centered, by its standard deviation.'),
  formula: 'v ← αv + (1 − α)g²,  θ ← θ − η·g/(√v + ε)',
  source: 'Hinton 2012, lecture 6; centered: Graves 2013, equations 38–45; as in torch.optim.RMSprop',
  options: {
    learningRate: learningRate(1e-2),
    alpha: decayFactor('α', 0.99, t('How long squared gradients are remembered: about 1/(1 − α) steps.')),
    eps: epsilon(1e-8),
    weightDecay: weightDecay(),
    momentum: momentum(),
    centered: { kind: 'boolean', label: t('Centered'), help: t('Subtracts the square of the mean gradient from v.'), default: false },
  },

  init(x): RmspropState {
    const zero = new Float64Array(x.length);
    return { v: zero, mean: zero, velocity: zero, seen: false };
  },

  step(point, last: RmspropState, options) {
    const { learningRate, alpha, momentum, weightDecay, centered } = options;
    const g = decayedGradient(point, weightDecay);
    const averages = { v: weightedSquares(alpha, last.v, g), mean: centered ? weightedAverage(alpha, last.mean, g) : last.mean };
    const p = denominator({ ...last, ...averages }, options);
    if (momentum === 0)
      return { x: point.x.map((xi, i) => xi - (learningRate * g[i]) / p[i]), state: { ...last, ...averages, seen: true } };
    const velocity = last.velocity.map((vi, i) => momentum * vi + g[i] / p[i]);
    return { x: fusedPlus(point.x, -learningRate, velocity), state: { ...averages, velocity, seen: true } };
  },

  internals(state, options) {
    const { v, mean, velocity, seen } = state;
    return {
      v,
      ...(options.centered && { 'mean g': mean }),
      ...(options.momentum !== 0 && { m: velocity }),
      ...(seen && { 'effective step': denominator(state, options).map((p) => options.learningRate / p) }),
    };
  },

  /** Heavy-ball descent preconditioned by √v + ε (Cohen et al., arXiv 2207.14484, section 2). */
  stability: (state, options) =>
    state.seen
      ? {
          limit: (2 + 2 * options.momentum) / options.learningRate,
          preconditioner: denominator(state, options),
          shift: options.weightDecay,
        }
      : undefined,
});
