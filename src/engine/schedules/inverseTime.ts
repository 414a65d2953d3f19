import { t } from '../../l10n/t';
import { factor } from './commonOptions';
import { defineClosedForm } from './schedule';

export const inverseTime = defineClosedForm({
  id: 'inverse-time',
  name: t('Inverse time'),
  help: t('The learning rate falls like 1/t: slowly enough to get anywhere, fast enough for the noise to average out.'),
  formula: 'η(t) = η/(1 + k·t)',
  source: 'Robbins & Monro 1951, condition 26',
  options: { k: factor(t('Decay'), 0.1, t('How fast the rate falls, k.')) },
  rate: (t, base, { k }) => base / (1 + k * t),
});
