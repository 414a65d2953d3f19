import { t } from '../../l10n/t';
import { factor, iterations } from './commonOptions';
import { defineClosedForm } from './schedule';

export const polynomial = defineClosedForm({
  id: 'polynomial',
  name: t('Polynomial'),
  help: t('Falls to zero as a power of the steps that are left.'),
  formula: 'η(k) = η·(1 − min(k/N, 1))^p',
  source: 'torch.optim.lr_scheduler.PolynomialLR',
  options: {
    totalIters: iterations(t('Steps'), 100, t('Steps until zero, N.'), 1),
    power: factor(t('Power'), 1, t('The exponent, p: 1 is a line.'), [0.1, 5]),
  },
  rate: (k, base, { totalIters, power }) => base * (1 - Math.min(k / totalIters, 1)) ** power,
});
