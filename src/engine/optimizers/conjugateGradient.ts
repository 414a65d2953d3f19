import { t } from '../../l10n/t';
import { learningRate } from './commonOptions';
import { conjugateStep, type LastStep } from './conjugateStep';
import { defineOptimizer } from './optimizer';

interface CgState {
  /** Absent at a (re)start. */
  readonly last: LastStep | undefined;
}

export const conjugateGradient = defineOptimizer({
  id: 'conjugate-gradient',
  name: 'Conjugate gradient',
  help: t('Each direction is made conjugate to the last, so that a quadratic bowl is done in n line searches; it needs hardly any memory.'),
  formula: 'd ← −g + βd,  θ ← θ + t·d,  t ≈ −gᵀd/dᵀHd',
  source: 'Hager & Zhang 2005, equations 1.3–1.6, with strong Wolfe steps (Nocedal & Wright 2006, algorithms 3.5 and 3.6)',
  options: { learningRate: learningRate(1, t('Share of the step to the bottom of the parabola that is tried first.')) },

  init: (): CgState => ({ last: undefined }),

  step(point, { last }: CgState, { learningRate }, { objective }) {
    const { reached, direction, gradient } = conjugateStep(objective, point, last, learningRate);
    if (reached) return { x: reached.x, state: { last: { direction, gradient } }, evaluated: reached };
    const end = last === undefined ? ({ kind: 'stalled', why: 'no step along the gradient leads lower' } as const) : undefined;
    return { x: point.x, state: { last: undefined }, evaluated: point, ...(end && { end }) };
  },

  internals: ({ last }) => (last === undefined ? {} : { d: last.direction }),
});
