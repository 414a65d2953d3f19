import { t } from '../../l10n/t';
import { norm, plus } from '../linalg/vector';
import type { Objective } from '../objective';
import type { NumberOption, OptionsOf } from '../options';
import { iterations, learningRate } from './commonOptions';
import { pointInBall } from './draws';
import { evaluateAt } from './evaluate';
import { denseLimit, hasNegativeCurvature, localModel } from './localModel';
import { freshStart, type ModelledState, modelledStep } from './modelledStep';
import { defineOptimizer, type Environment, type Point, type Step } from './optimizer';
import { endOrWayDown } from './secondOrder';

/** Where and when noise was last added, and how far it went. */
interface Trial {
  readonly from: Point;
  readonly since: number;
  readonly reach: number;
}

interface PerturbedState {
  readonly t: number;
  /** Absent while no noise is under trial. */
  readonly trial: Trial | undefined;
  /** Noise has led nowhere lower: the point is taken for a minimum, and what follows is plain descent. */
  readonly settled: boolean;
  /** Starts anew after noise; unused with fixed steps. */
  readonly modelled: ModelledState;
}

const positive = (label: string, byDefault: number, help: string, range: readonly [number, number]): NumberOption => ({
  kind: 'number',
  label,
  help,
  default: byDefault,
  min: 0,
  max: 1e12,
  range,
  scale: 'log',
});

const options = {
  learningRate: learningRate(1e-2, t('Step per unit of gradient, η, of fixed steps.')),
  stepRule: {
    kind: 'choice',
    label: t('Step rule'),
    help: t(
      'conjugate takes the step and the momentum that are best on the quadratic model (conjugate gradients) and asks the Hessian whether a critical point is a minimum; fixed is the algorithm of the paper.',
    ),
    default: 'conjugate',
    choices: ['conjugate', 'fixed'],
  },
  radius: positive(t('Noise radius'), 1e-2, t('How far the noise may move the parameters.'), [1e-4, 1]),
  gradientThreshold: positive(t('Gradient threshold'), 1e-5, t('Noise is added where ‖g‖ is at most this.'), [1e-8, 1e-1]),
  iterations,
  leastDecrease: positive(
    t('Least decrease'),
    1e-7,
    t('The loss must fall by this after noise, or the point is taken for a minimum.'),
    [1e-12, 1e-2],
  ),
  patience: {
    kind: 'integer',
    label: t('Patience'),
    help: t('Steps that noise is given to show its effect.'),
    default: 50,
    min: 1,
    max: 1e9,
    range: [10, 1000],
    scale: 'log',
  },
} as const;

type PerturbedOptions = OptionsOf<typeof options>;

export const perturbedGd = defineOptimizer({
  id: 'perturbed-gd',
  name: 'Perturbed gradient descent',
  help: t('Gradient descent that adds a little noise where the gradient vanishes: a saddle lets go of it, a minimum does not.'),
  formula: 'θ ← θ + ξ where ‖g‖ is small, ξ uniform in a ball;  θ ← θ + p, p by conjugate gradients or −ηg',
  source:
    'Jin et al. 2017, algorithm 2; with steps and momentum (Jin et al. 2018, algorithm 1) by conjugacy on the model, as in Yuan & Stoer 1995; negative curvature is asked for as in Curtis & Robinson 2019',
  options,
  judgesConvergence: true,

  init: (): PerturbedState => ({ t: 0, trial: undefined, settled: false, modelled: freshStart }),

  step(point, state: PerturbedState, options, environment) {
    const { objective, seed, tolerance } = environment;
    const { gradientThreshold, patience, radius } = options;
    const { trial, t } = state;
    const small = norm(point.gradient) <= gradientThreshold;
    if (trial && ((small && isBack(point, trial)) || t - trial.since >= patience))
      return judged(trial.from, point, state, options, environment);
    const settled = state.settled || (small && !trial && isSeenAsMinimum(point, options, objective));
    if (small && !trial && !settled) {
      const noise = pointInBall(seed, t, point.x.length, radius);
      const under = { ...state, trial: { from: point, since: t, reach: norm(noise) }, modelled: freshStart };
      return descendFrom(evaluateAt(objective, plus(point.x, 1, noise)), under, options, environment);
    }
    if (settled && norm(point.gradient) <= tolerance) {
      return { x: point.x, state, evaluated: point, end: { kind: 'converged', why: 'noise leads nowhere lower' } };
    }
    return descendFrom(point, state, options, environment);
  },
});

/** The Hessian curves down nowhere: there is no saddle to leave, and the trial by noise can be spared. */
function isSeenAsMinimum(point: Point, { stepRule }: PerturbedOptions, objective: Objective): boolean {
  return stepRule === 'conjugate' && point.x.length <= denseLimit && !hasNegativeCurvature(localModel(objective, point));
}

/** Descent has undone most of the noise: no use in waiting longer. */
function isBack({ x }: Point, { from, reach }: Trial): boolean {
  return norm(plus(x, -1, from.x)) <= reach / 2;
}

/** Whether noise has found a way down; if not, the lower of both points is the minimum. */
function judged(
  from: Point,
  point: Point,
  state: PerturbedState,
  options: PerturbedOptions,
  environment: Environment,
): Step<PerturbedState> {
  const best = point.loss < from.loss ? point : from;
  const over = { ...state, trial: undefined };
  if (point.loss <= from.loss - options.leastDecrease) return restarted({ x: best.x, evaluated: best }, over);
  if (options.stepRule === 'fixed') return restarted({ x: best.x, evaluated: best }, { ...over, settled: true });
  return curvedDown(best, over, environment, { x: best.x, evaluated: best });
}

const restarted = (next: Omit<Step<unknown>, 'state'>, state: PerturbedState): Step<PerturbedState> => ({
  ...next,
  state: { ...state, modelled: freshStart },
});

/** Noise may happen to lead straight back, and steps may get too short for the loss: where the Hessian curves down, it shows the way. */
function curvedDown(
  point: Point,
  state: PerturbedState,
  environment: Environment,
  otherwise: Omit<Step<unknown>, 'state'>,
): Step<PerturbedState> {
  const way = endOrWayDown(point, environment);
  return way.end ? restarted(otherwise, { ...state, settled: true }) : restarted(way, { ...state, settled: false });
}

function descendFrom(point: Point, state: PerturbedState, options: PerturbedOptions, environment: Environment): Step<PerturbedState> {
  const { learningRate, stepRule, iterations } = options;
  const counted = { ...state, t: state.t + 1 };
  if (stepRule === 'fixed') return { x: plus(point.x, -learningRate, point.gradient), state: counted };
  const next = modelledStep(point, state.modelled, iterations, environment);
  if (!next.end) return { ...next, state: { ...counted, modelled: next.state } };
  return state.trial ? judged(state.trial.from, point, state, options, environment) : curvedDown(point, counted, environment, next);
}
