import { t } from '../../l10n/t';
import { strength } from './commonOptions';
import { definePenalty } from './penalty';

export const elasticNet = definePenalty({
  id: 'elastic-net',
  name: t('Elastic net'),
  help: t('A mixture of L1 and L2: zeros as with the lasso, but correlated parameters stay together.'),
  formula: 'α·(ρ·Σ|w| + (1 − ρ)/2·Σw²)',
  source: 'Zou & Hastie 2005, in the parametrisation of scikit-learn',
  options: {
    alpha: strength,
    l1Ratio: {
      kind: 'number',
      label: t('Share of L1'),
      help: t('1 is the lasso, 0 ridge.'),
      default: 0.5,
      min: 0,
      max: 1,
      range: [0, 1],
      scale: 'linear',
    },
  },
  terms: ({ alpha, l1Ratio }) => [
    { weight: alpha * l1Ratio, power: 1 },
    { weight: (alpha * (1 - l1Ratio)) / 2, power: 2 },
  ],
});
