import { t } from '../../../l10n/t';
import { type GradientFlow, gradientFlow } from '../flow';
import { shown } from '../words';
import type { Rule } from './rule';

/** What is left of the gradient after all layers or iterations, at most, for it to have vanished. */
export const vanished = 1e-3;

export const gradientVanishes: Rule = {
  code: 'gradient-vanishes',
  find({ finite, objective, start }) {
    const flow = finite ? gradientFlow(objective, start) : undefined;
    if (!flow || !(flow.ratio <= vanished)) return [];
    return [
      {
        range: flow.responsible,
        message: messageFor(flow),
        hint: t('Larger or orthogonal initial weights, normalisation, residual connections or another activation keep it alive.'),
      },
    ];
  },
};

function messageFor({ ratio, passes }: GradientFlow): string {
  return ratio === 0
    ? t(
        'The gradient vanishes: on its way back through {0} passes of the same computation nothing of it is left, most of it in this expression.',
        passes,
      )
    : t(
        'The gradient vanishes: on its way back through {0} passes of the same computation it shrinks to {1} of itself, most of it in this expression.',
        passes,
        shown(ratio),
      );
}
