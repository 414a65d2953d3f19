import { t } from '../../l10n/t';
import type { NumberOption } from '../options';
import { BELOW_ONE, learningRate } from './commonOptions';
import { defineOptimizer } from './optimizer';

interface RpropState {
  /** Absent before the first step, which sets it to the learning rate. */
  readonly stepSizes: Float64Array | undefined;
  readonly lastGradient: Float64Array;
}

const stepBound = (label: string, byDefault: number, help: string): NumberOption => ({
  kind: 'number',
  label,
  help,
  default: byDefault,
  min: 0,
  max: 1e12,
  range: [1e-9, 100],
  scale: 'log',
});

export const rprop = defineOptimizer({
  id: 'rprop',
  name: 'Rprop',
  help: t('Looks at the signs of the gradient alone: each coordinate steps further while its sign stays, and shorter once it turns.'),
  formula: 'Δᵢ ← Δᵢ·η₊ if gᵢgᵢ′ > 0, Δᵢ·η₋ if < 0 (and rest),  θᵢ ← θᵢ − sign(gᵢ)Δᵢ',
  source: 'Riedmiller & Braun 1993, figure 1, as in torch.optim.Rprop',
  options: {
    learningRate: learningRate(1e-2, t('The first step of every coordinate.')),
    etaMinus: {
      kind: 'number',
      label: 'η₋',
      help: t('A step shrinks by this when the sign of its gradient turns.'),
      default: 0.5,
      min: Number.MIN_VALUE,
      max: BELOW_ONE,
      range: [0.1, 0.9],
      scale: 'linear',
    },
    etaPlus: {
      kind: 'number',
      label: 'η₊',
      help: t('A step grows by this while the sign stays.'),
      default: 1.2,
      min: 1 + Number.EPSILON,
      max: 1e12,
      range: [1.05, 2],
      scale: 'linear',
    },
    stepMin: stepBound(t('Shortest step'), 1e-6, t('No coordinate steps shorter than this.')),
    stepMax: stepBound(t('Longest step'), 50, t('No coordinate steps further than this.')),
  },

  init: (x): RpropState => ({ stepSizes: undefined, lastGradient: new Float64Array(x.length) }),

  step({ x, gradient }, { stepSizes, lastGradient }: RpropState, { learningRate, etaMinus, etaPlus, stepMin, stepMax }) {
    const agreement = gradient.map((g, i) => Math.sign(g * lastGradient[i]));
    const factors = agreement.map((sign) => (sign > 0 ? etaPlus : sign < 0 ? etaMinus : 1));
    const next = factors.map((f, i) => Math.min(stepMax, Math.max(stepMin, f * (stepSizes?.[i] ?? learningRate))));
    // Where the sign has turned the coordinate rests, and its next gradient counts as the first.
    const kept = gradient.map((g, i) => (agreement[i] < 0 ? 0 : g));
    return { x: x.map((xi, i) => xi - Math.sign(kept[i]) * next[i]), state: { stepSizes: next, lastGradient: kept } };
  },

  internals: ({ stepSizes }) => (stepSizes === undefined ? {} : { 'effective step': stepSizes }),
});
