import { factor, iterations } from './commonOptions';
import { defineClosedForm } from './schedule';

export const constant = defineClosedForm({
  id: 'constant',
  name: 'Constant',
  help: 'The same learning rate throughout; optionally a factor of it for the first steps.',
  formula: 'η(k) = η·f while k < N, then η',
  source: 'torch.optim.lr_scheduler.ConstantLR',
  options: {
    factor: factor('Factor', 1, 'Multiplies the learning rate for the first steps, f.'),
    totalIters: iterations('Steps', 5, 'How many steps the factor lasts, N.'),
  },
  rate: (k, base, { factor, totalIters }) => (k < totalIters ? factor * base : base),
});
