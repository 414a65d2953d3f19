import { gradientFlow } from '../flow';
import { shown } from '../words';
import type { Rule } from './rule';

/** What is left of the gradient after all layers or iterations, at most, for it to have vanished. */
export const vanished = 1e-3;

export const gradientVanishes: Rule = {
  code: 'gradient-vanishes',
  find({ finite, objective, start }) {
    const flow = finite ? gradientFlow(objective, start) : undefined;
    if (!flow || !(flow.ratio <= vanished)) return [];
    const left = flow.ratio === 0 ? 'nothing of it is left' : `it shrinks to ${shown(flow.ratio)} of itself`;
    return [
      {
        range: flow.responsible,
        message: `The gradient vanishes: on its way back through ${flow.passes} passes of the same computation ${left}, most of it in this expression.`,
        hint: 'Larger or orthogonal initial weights, normalisation, residual connections or another activation keep it alive.',
      },
    ];
  },
};
