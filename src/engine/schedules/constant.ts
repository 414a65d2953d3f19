import { t } from '../../l10n/t';
import { factor, iterations } from './commonOptions';
import { defineClosedForm } from './schedule';

export const constant = defineClosedForm({
  id: 'constant',
  name: t('Constant'),
  help: t('The same learning rate throughout; optionally a factor of it for the first steps.'),
  formula: 'η(k) = η·f while k < N, then η',
  source: 'torch.optim.lr_scheduler.ConstantLR',
  options: {
    factor: factor(t('Factor'), 1, t('Multiplies the learning rate for the first steps, f.')),
    totalIters: iterations(t('Steps'), 5, t('How many steps the factor lasts, N.')),
  },
  rate: (k, base, { factor, totalIters }) => (k < totalIters ? factor * base : base),
});
