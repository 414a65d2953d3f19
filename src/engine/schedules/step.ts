import { t } from '../../l10n/t';
import { factor, iterations } from './commonOptions';
import { defineClosedForm } from './schedule';

export const step = defineClosedForm({
  id: 'step',
  name: t('Step'),
  help: t('Multiplies the learning rate by γ every so many steps.'),
  formula: 'η(k) = η·γ^⌊k/N⌋',
  source: 'torch.optim.lr_scheduler.StepLR',
  options: {
    stepSize: iterations(t('Every'), 30, t('Steps between two changes, N.'), 1),
    gamma: factor('γ', 0.1, t('The factor of each change.')),
  },
  rate: (k, base, { stepSize, gamma }) => base * gamma ** Math.floor(k / stepSize),
});
