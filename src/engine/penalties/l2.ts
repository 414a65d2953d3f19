import { t } from '../../l10n/t';
import { strength } from './commonOptions';
import { definePenalty } from './penalty';

export const l2 = definePenalty({
  id: 'l2',
  name: t('L2 (ridge)'),
  help: t('Pulls every parameter to zero in proportion to its size.'),
  formula: '(α/2)·Σw²',
  source: 'Hoerl & Kennard 1970; proximal map: Parikh & Boyd 2014, section 6.1.1',
  options: { alpha: strength },
  terms: ({ alpha }) => [{ weight: alpha / 2, power: 2 }],
});
