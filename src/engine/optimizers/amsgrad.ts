import { t } from '../../l10n/t';
import { adamInit, adamInternals, adamOptions, adamStability, adamStep } from './adamFamily';
import { defineOptimizer } from './optimizer';

const { amsgrad: _, ...options } = adamOptions();

export const amsgrad = defineOptimizer({
  id: 'amsgrad',
  name: 'AMSGrad',
  help: t('Adam that divides by the largest average of squared gradients so far: a repair for cases where Adam does not converge.'),
  formula: 'Adam with v̂ ← max(v̂, v)',
  source: 'Reddi, Kale & Kumar 2018, algorithm 2, as in torch.optim.Adam with amsgrad=True',
  options,
  init: adamInit,
  step: (point, state, options) => adamStep(point, state, { ...options, amsgrad: true }, 'coupled'),
  internals: (state, options) => adamInternals(state, { ...options, amsgrad: true }),
  stability: (state, options) => adamStability(state, { ...options, amsgrad: true }, 'coupled'),
});
