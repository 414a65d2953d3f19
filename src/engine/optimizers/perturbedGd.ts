import { dot, norm, plus } from '../linalg/vector';
import type { Objective } from '../objective';
import type { NumberOption, OptionsOf } from '../options';
import { learningRate } from './commonOptions';
import { pointInBall } from './draws';
import { evaluateAt, isLower } from './evaluate';
import { defineOptimizer, type Point, type Step } from './optimizer';

interface PerturbedState {
  readonly t: number;
  /** Where and when noise was last added; absent while none is under trial. */
  readonly trial: { readonly from: Point; readonly since: number } | undefined;
  /** Noise has led nowhere lower: the point is taken for a minimum, and what follows is plain descent. */
  readonly settled: boolean;
  /** The point before the last step, and the losses of the last steps. */
  readonly last: Point | undefined;
  readonly recent: readonly number[];
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
  learningRate: learningRate(1e-2, 'Step per unit of gradient, η; with the Barzilai–Borwein rule of the first step alone.'),
  stepRule: {
    kind: 'choice',
    label: 'Step rule',
    help: 'barzilaiBorwein takes η from the last step and falls back where the loss rises; fixed is the algorithm of the paper.',
    default: 'barzilaiBorwein',
    choices: ['barzilaiBorwein', 'fixed'],
  },
  radius: positive('Noise radius', 1e-2, 'How far the noise may move the parameters.', [1e-4, 1]),
  gradientThreshold: positive('Gradient threshold', 1e-5, 'Noise is added where ‖g‖ is at most this.', [1e-8, 1e-1]),
  leastDecrease: positive(
    'Least decrease',
    1e-7,
    'The loss must fall by this after noise, or the point is taken for a minimum.',
    [1e-12, 1e-2],
  ),
  patience: {
    kind: 'integer',
    label: 'Patience',
    help: 'Steps that noise is given to show its effect.',
    default: 50,
    min: 1,
    max: 1e9,
    range: [10, 1000],
    scale: 'log',
  },
} as const;

type PerturbedOptions = OptionsOf<typeof options>;

/** The losses that a step may not exceed the largest of. */
const memory = 10;
const sufficientDecrease = 1e-4;

export const perturbedGd = defineOptimizer({
  id: 'perturbed-gd',
  name: 'Perturbed gradient descent',
  help: 'Gradient descent that adds a little noise where the gradient vanishes: a saddle lets go of it, a minimum does not.',
  formula: 'θ ← θ + ξ where ‖g‖ is small, ξ uniform in a ball;  θ ← θ − ηg',
  source: 'Jin et al. 2017, algorithm 2; steps: Barzilai & Borwein 1988, equation 5, with the line search of Raydan 1997',
  options,
  judgesConvergence: true,

  init: (): PerturbedState => ({ t: 0, trial: undefined, settled: false, last: undefined, recent: [] }),

  step(point, state: PerturbedState, options, { objective, seed, tolerance }) {
    const { gradientThreshold, leastDecrease, patience, radius } = options;
    const { trial, t } = state;
    const small = norm(point.gradient) <= gradientThreshold;
    if (trial && t - trial.since >= patience) return judged(trial.from, point, state, leastDecrease);
    if (small && !trial && !state.settled) {
      const x = plus(point.x, 1, pointInBall(seed, t, point.x.length, radius));
      const noisy = evaluateAt(objective, x);
      return descendFrom(noisy, { ...state, trial: { from: point, since: t }, last: undefined, recent: [] }, options, objective);
    }
    if (state.settled && norm(point.gradient) <= tolerance) {
      return { x: point.x, state, evaluated: point, end: { kind: 'converged', why: 'noise leads nowhere lower' } };
    }
    return descendFrom(point, state, options, objective);
  },
});

/** Whether noise has found a way down; if not, the lower of both points is the minimum. */
function judged(from: Point, point: Point, state: PerturbedState, leastDecrease: number): Step<PerturbedState> {
  const escaped = point.loss <= from.loss - leastDecrease;
  const best = point.loss < from.loss ? point : from;
  return { x: best.x, evaluated: best, state: { ...state, trial: undefined, settled: !escaped, last: undefined, recent: [] } };
}

function descendFrom(point: Point, state: PerturbedState, options: PerturbedOptions, objective: Objective): Step<PerturbedState> {
  const { learningRate, stepRule } = options;
  const next = { ...state, t: state.t + 1, last: point, recent: [...state.recent.slice(1 - memory), point.loss] };
  if (stepRule === 'fixed') return { x: plus(point.x, -learningRate, point.gradient), state: next };
  const reached = nonMonotone(
    objective,
    point,
    spectralStep(point, state.last) ?? firstStep(point, learningRate),
    Math.max(...next.recent),
  );
  if (reached) return { x: reached.x, evaluated: reached, state: next };
  if (state.trial) return judged(state.trial.from, point, state, options.leastDecrease);
  return { x: point.x, evaluated: point, state: next, end: { kind: 'stalled', why: 'no step along the gradient leads lower' } };
}

const firstStep = ({ gradient }: Point, learningRate: number): number => Math.min(learningRate, 1 / norm(gradient));

/** sᵀs/sᵀy, the inverse of a mean curvature along the last step; where that is negative, a step as long as the last one tenfold. */
function spectralStep({ x, gradient }: Point, last: Point | undefined): number | undefined {
  if (last === undefined) return undefined;
  const s = plus(x, -1, last.x);
  const curvature = dot(s, plus(gradient, -1, last.gradient));
  return curvature > 0 ? dot(s, s) / curvature : (10 * norm(s)) / norm(gradient);
}

/** Grippo, Lampariello & Lucidi 1986: a step need only stay below the highest of the last losses. */
function nonMonotone(objective: Objective, point: Point, first: number, highest: number): Point | undefined {
  const slope = -dot(point.gradient, point.gradient);
  for (let [t, k] = [first, 0]; k < 60; k++) {
    const trial = evaluateAt(objective, plus(point.x, -t, point.gradient));
    if (isLower({ ...point, loss: highest }, trial, sufficientDecrease * t * slope)) return trial;
    const lowest = (-slope * t * t) / (2 * (trial.loss - point.loss - slope * t));
    t = Math.max(0.1 * t, Math.min(0.5 * t, Number.isFinite(lowest) ? lowest : 0));
  }
  return undefined;
}
