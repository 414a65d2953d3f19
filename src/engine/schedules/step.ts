import { factor, iterations } from './commonOptions';
import { defineClosedForm } from './schedule';

export const step = defineClosedForm({
  id: 'step',
  name: 'Step',
  help: 'Multiplies the learning rate by γ every so many steps.',
  formula: 'η(k) = η·γ^⌊k/N⌋',
  source: 'torch.optim.lr_scheduler.StepLR',
  options: {
    stepSize: iterations('Every', 30, 'Steps between two changes, N.', 1),
    gamma: factor('γ', 0.1, 'The factor of each change.'),
  },
  rate: (k, base, { stepSize, gamma }) => base * gamma ** Math.floor(k / stepSize),
});
