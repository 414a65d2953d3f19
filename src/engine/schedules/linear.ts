import { t } from '../../l10n/t';
import { factor, iterations } from './commonOptions';
import { defineClosedForm } from './schedule';

export const linear = defineClosedForm({
  id: 'linear',
  name: t('Linear'),
  help: t('Goes from one share of the learning rate to another along a line, and stays there.'),
  formula: 'η(k) = η·(a + (b − a)·min(k/N, 1))',
  source: 'torch.optim.lr_scheduler.LinearLR',
  options: {
    startFactor: factor(t('From'), 1 / 3, t('The share of the learning rate at first, a.')),
    endFactor: factor('To', 1, t('The share of the learning rate at the end, b.')),
    totalIters: iterations(t('Steps'), 5, t('Steps from one to the other, N.'), 1),
  },
  rate: (k, base, { startFactor, endFactor, totalIters }) => base * (startFactor + (endFactor - startFactor) * Math.min(k / totalIters, 1)),
});
