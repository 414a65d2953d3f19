import { t } from '../../l10n/t';
import type { BooleanOption, NumberOption } from '../options';

/** Stands for "no upper bound" where a value must be finite. */
const UNBOUNDED = 1e12;
/** The largest number below 1, for factors in [0, 1). */
export const BELOW_ONE = 1 - Number.EPSILON / 2;

export const learningRate = (byDefault: number, help = t('Length of a step per unit of gradient, η.')): NumberOption => ({
  kind: 'number',
  label: t('Learning rate'),
  help,
  default: byDefault,
  min: 0,
  max: UNBOUNDED,
  range: [1e-5, 10],
  scale: 'log',
});

export const weightDecay = (byDefault = 0, help = t('Adds λθ to the gradient, as the penalty (λ/2)‖θ‖² does.')): NumberOption => ({
  kind: 'number',
  label: t('Weight decay'),
  help,
  default: byDefault,
  min: 0,
  max: UNBOUNDED,
  range: [0, 0.5],
  scale: 'linear',
  search: { range: [1e-6, 0.1], scale: 'log' },
});

export const epsilon = (byDefault: number, help = t('Keeps the denominator away from zero, ε.')): NumberOption => ({
  kind: 'number',
  label: 'ε',
  help,
  default: byDefault,
  min: 0,
  max: UNBOUNDED,
  range: [1e-12, 1e-2],
  scale: 'log',
});

/** A decay factor in [0, 1) of an exponentially weighted average; a slider covers windows of 1 to 10⁴ steps, a search of 2 to 10⁴. */
export const decayFactor = (label: string, byDefault: number, help: string): NumberOption => ({
  kind: 'number',
  label,
  help,
  default: byDefault,
  min: 0,
  max: BELOW_ONE,
  range: [0, 0.9999],
  scale: 'linear',
  search: { range: [0.5, 0.9999], scale: 'complement' },
});

export const momentum = (help = t('Share of the last step that is carried on, β.')): NumberOption => ({
  kind: 'number',
  label: t('Momentum'),
  help,
  default: 0,
  min: 0,
  max: UNBOUNDED,
  range: [0, 0.99],
  scale: 'linear',
  search: { range: [0, 0.99], scale: 'complement' },
});

export const biasCorrection: BooleanOption = {
  kind: 'boolean',
  label: t('Bias correction'),
  help: t('Divides the averages by 1 − βᵗ, since they start at zero. Switch it off to see the first steps go wrong.'),
  default: true,
};

export const iterations: NumberOption = {
  kind: 'integer',
  label: t('Conjugate directions'),
  help: t('How many there are at most for one step on the model, each for a Hessian–vector product.'),
  default: 10,
  min: 1,
  max: 1000,
  range: [1, 100],
  scale: 'log',
};
