import { t } from '../../l10n/t';
import { factor } from './commonOptions';
import { defineClosedForm } from './schedule';

export const multiStep = defineClosedForm({
  id: 'multi-step',
  name: t('Multi-step'),
  help: t('Multiplies the learning rate by γ at each of the given steps.'),
  formula: 'η(k) = η·γ^#{milestones ≤ k}',
  source: 'torch.optim.lr_scheduler.MultiStepLR',
  options: {
    milestones: { kind: 'list', label: t('Milestones'), help: t('The steps at which the rate changes.'), default: [30, 80] },
    gamma: factor('γ', 0.1, t('The factor of each change.')),
  },
  rate: (k, base, { milestones, gamma }) => base * gamma ** milestones.filter((milestone) => milestone <= k).length,
});
