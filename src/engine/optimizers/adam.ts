import { t } from '../../l10n/t';
import { adamInit, adamInternals, adamOptions, adamStability, adamStep } from './adamFamily';
import { defineOptimizer } from './optimizer';

export const adam = defineOptimizer({
  id: 'adam',
  name: 'Adam',
  help: t(
    'Momentum, with each coordinate scaled by the size of its own recent gradients. Steps are about η long at first, whatever the loss.',
  ),
  formula: 'm ← β₁m + (1 − β₁)g,  v ← β₂v + (1 − β₂)g²,  θ ← θ − η·m̂/(√v̂ + ε)',
  source: 'Kingma & Ba 2015, algorithm 1; AMSGrad and weight decay as in torch.optim.Adam',
  options: adamOptions(),
  presets: [{ name: 'Adam', options: {} }],
  init: adamInit,
  step: (point, state, options) => adamStep(point, state, options, 'coupled'),
  internals: adamInternals,
  stability: (state, options) => adamStability(state, options, 'coupled'),
});
