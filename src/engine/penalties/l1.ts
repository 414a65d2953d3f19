import { t } from '../../l10n/t';
import { strength } from './commonOptions';
import { definePenalty } from './penalty';

export const l1 = definePenalty({
  id: 'l1',
  name: t('L1 (lasso)'),
  help: t('Pulls every parameter to zero with the same force, so that small ones become exactly zero.'),
  formula: 'α·Σ|w|',
  source: 'Tibshirani 1996; proximal map: Parikh & Boyd 2014, section 6.5.2',
  options: { alpha: strength },
  terms: ({ alpha }) => [{ weight: alpha, power: 1 }],
});
