import { t } from '../../l10n/t';
import { factor } from './commonOptions';
import { defineClosedForm } from './schedule';

export const exponential = defineClosedForm({
  id: 'exponential',
  name: t('Exponential'),
  help: t('Multiplies the learning rate by γ at every step.'),
  formula: 'η(k) = η·γᵏ',
  source: 'torch.optim.lr_scheduler.ExponentialLR',
  options: { gamma: factor('γ', 0.98, t('The factor of each step.'), [0.9, 1]) },
  rate: (k, base, { gamma }) => base * gamma ** k,
});
