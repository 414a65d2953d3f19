import { t } from '../../l10n/t';
import { norm } from '../linalg/vector';
import { iterations, learningRate } from './commonOptions';
import { conjugateStep, type LastStep } from './conjugateStep';
import { freshStart, type ModelledState, modelledStep } from './modelledStep';
import { defineOptimizer, type Environment, type Point, type Step } from './optimizer';
import { endOrWayDown, noGradient } from './secondOrder';

interface CgState {
  readonly modelled: ModelledState;
  /** Of line searches; absent at a (re)start. */
  readonly searched: LastStep | undefined;
}

const start: CgState = { modelled: freshStart, searched: undefined };

export const conjugateGradient = defineOptimizer({
  id: 'conjugate-gradient',
  name: 'Conjugate gradient',
  help: t('Each direction is made conjugate to the last, so that a quadratic bowl is done in n of them; it needs hardly any memory.'),
  formula: 'd ← −g + βd,  β = gᵀHd/dᵀHd or Hager & Zhang’s,  θ ← θ + t·d,  t = −gᵀd/dᵀHd',
  source:
    'Daniel 1967, Yuan & Stoer 1995 and Steihaug 1983 for iterations on the model; Hager & Zhang 2005, equations 1.3–1.6, with strong Wolfe steps (Nocedal & Wright 2006, algorithms 3.5 and 3.6) for line searches',
  options: {
    learningRate: learningRate(1, t('Share of the step to the bottom of the parabola that a line search tries first.')),
    method: {
      kind: 'choice',
      label: t('Method'),
      help: t(
        'model: several conjugate directions on the quadratic model for each step, within a trust region; saddles are left. lineSearch: one direction and one line search for each step, the classic.',
      ),
      default: 'model',
      choices: ['model', 'lineSearch'],
    },
    iterations,
  },
  presets: [
    { name: t('Conjugate gradients on the model'), options: {} },
    { name: t('Classic conjugate gradients'), options: { method: 'lineSearch' } },
  ],
  judgesConvergence: true,

  init: (): CgState => start,

  step(point, state: CgState, { learningRate, method, iterations }, environment) {
    if (method === 'lineSearch') return searchedStep(point, state, learningRate, environment);
    const next = norm(point.gradient) <= environment.tolerance ? undefined : modelledStep(point, state.modelled, iterations, environment);
    if (next && !next.end) return { ...next, state: { ...state, modelled: next.state } };
    return { ...endOrWayDown(point, environment, next?.end), state: start };
  },

  internals: ({ modelled: { last }, searched }) => {
    const d = searched?.direction ?? last;
    return d === undefined ? {} : { d };
  },
});

function searchedStep(point: Point, { searched }: CgState, share: number, { objective, tolerance }: Environment): Step<CgState> {
  if (norm(point.gradient) <= tolerance) return { x: point.x, state: start, evaluated: point, end: noGradient };
  const { reached, direction, gradient } = conjugateStep(objective, point, searched, share);
  if (reached) return { x: reached.x, state: { ...start, searched: { direction, gradient } }, evaluated: reached };
  const end = searched === undefined ? ({ kind: 'stalled', why: 'no step along the gradient leads lower' } as const) : undefined;
  return { x: point.x, state: start, evaluated: point, ...(end && { end }) };
}
