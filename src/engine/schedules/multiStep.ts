import { factor } from './commonOptions';
import { defineClosedForm } from './schedule';

export const multiStep = defineClosedForm({
  id: 'multi-step',
  name: 'Multi-step',
  help: 'Multiplies the learning rate by γ at each of the given steps.',
  formula: 'η(k) = η·γ^#{milestones ≤ k}',
  source: 'torch.optim.lr_scheduler.MultiStepLR',
  options: {
    milestones: { kind: 'list', label: 'Milestones', help: 'The steps at which the rate changes.', default: [30, 80] },
    gamma: factor('γ', 0.1, 'The factor of each change.'),
  },
  rate: (k, base, { milestones, gamma }) => base * gamma ** milestones.filter((milestone) => milestone <= k).length,
});
