import { t } from '../../l10n/t';
import { adamInit, adamInternals, adamOptions, adamStability, adamStep } from './adamFamily';
import { weightDecay } from './commonOptions';
import { defineOptimizer } from './optimizer';

export const adamw = defineOptimizer({
  id: 'adamw',
  name: 'AdamW',
  help: t('Adam whose weight decay shrinks the parameters directly, so that it is not divided by the gradient’s size.'),
  formula: 'θ ← (1 − ηλ)θ − η·m̂/(√v̂ + ε)',
  source: 'Loshchilov & Hutter 2019, algorithm 2, as in torch.optim.AdamW',
  options: adamOptions(weightDecay(1e-2, t('Shrinks the parameters by the factor 1 − ηλ at each step.'))),
  init: adamInit,
  step: (point, state, options) => adamStep(point, state, options, 'decoupled'),
  internals: adamInternals,
  stability: (state, options) => adamStability(state, options, 'decoupled'),
});
