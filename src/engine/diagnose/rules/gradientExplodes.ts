import { t } from '../../../l10n/t';
import { gradientFlow } from '../flow';
import { shown } from '../words';
import type { Rule } from './rule';

/** How many times over the gradient has grown through all layers or iterations, at least, for it to have exploded. */
export const exploded = 1e3;

export const gradientExplodes: Rule = {
  code: 'gradient-explodes',
  find({ finite, objective, start }) {
    const flow = finite ? gradientFlow(objective, start) : undefined;
    if (!flow || !(flow.ratio >= exploded)) return [];
    return [
      {
        range: flow.responsible,
        message: t(
          'The gradient explodes: on its way back through {0} passes of the same computation it grows {1}-fold, most of it in this expression.',
          flow.passes,
          shown(flow.ratio),
        ),
        hint: t('Smaller initial weights, normalisation or clipping (Run settings) tame it.'),
      },
    ];
  },
};
