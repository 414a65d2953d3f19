import { t } from '../../l10n/t';
import { strength } from './commonOptions';
import { definePenalty } from './penalty';

export const lp = definePenalty({
  id: 'lp',
  name: t('p-norm'),
  help: t('Below 1 the penalty is not convex, and sparser still than L1; between 1 and 2 it lies between lasso and ridge.'),
  formula: 'α·Σ|w|ᵖ',
  source: 'Frank & Friedman 1993 (bridge regression)',
  options: {
    alpha: strength,
    p: {
      kind: 'number',
      label: t('Power'),
      help: t('The exponent, p.'),
      default: 1.5,
      min: 0.01,
      max: 100,
      range: [0.25, 4],
      scale: 'linear',
    },
  },
  terms: ({ alpha, p }) => [{ weight: alpha, power: p }],
});
