import { t } from '../../l10n/t';
import { iterations, rate } from './commonOptions';
import { defineClosedForm } from './schedule';

export const cosine = defineClosedForm({
  id: 'cosine',
  name: t('Cosine'),
  help: t('Falls from the learning rate to the lowest one along half a cosine; beyond that it rises again.'),
  formula: 'η(k) = η_min + ½(η − η_min)(1 + cos(πk/T))',
  source: 'Loshchilov & Hutter 2017, equation 5, without restarts; torch.optim.lr_scheduler.CosineAnnealingLR',
  options: {
    tMax: iterations(t('Half period'), 100, t('Steps from the highest rate to the lowest, T.'), 1),
    etaMin: rate(t('Lowest rate'), 0, t('The learning rate at the bottom.')),
  },
  rate: (k, base, { tMax, etaMin }) => etaMin + ((base - etaMin) * (1 + Math.cos((Math.PI * k) / tMax))) / 2,
});
