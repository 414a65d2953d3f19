import { dot, largestMagnitude, plus } from '../linalg/vector';
import type { Objective } from '../objective';
import { learningRate } from './commonOptions';
import { evaluateAt, isLower } from './evaluate';
import { combination, type LocalModel, localModel, requireDense } from './localModel';
import { defineOptimizer, type Point, type Step } from './optimizer';

/** Eigenvalues below this share of the largest are left out: the step is that of the pseudo-inverse. */
const singular = 1e-14;
/** A step this small, relative to θ, moves nothing but last bits. */
const lostInRounding = 4 * Number.EPSILON;
const sufficientDecrease = 1e-4;
const mostHalvings = 60;

export const newton = defineOptimizer({
  id: 'newton',
  name: 'Newton',
  help: 'Goes to the critical point of the quadratic model, be it a minimum, a maximum or a saddle: saddles attract it.',
  formula: 'θ ← θ − η·H⁻¹g',
  source: 'Nocedal & Wright 2006, section 3.3, with backtracking (algorithm 3.1) while the step leads down',
  options: {
    learningRate: learningRate(1, 'Share of the Newton step that is tried first.'),
    lineSearch: {
      kind: 'choice',
      label: 'Line search',
      help: 'backtracking shortens a downhill step that does not lower the loss; none takes every step in full.',
      default: 'backtracking',
      choices: ['backtracking', 'none'],
    },
  },

  init: (x): undefined => requireDense('Newton', x.length),

  step(point, _state, { learningRate, lineSearch }, { objective }) {
    const direction = newtonDirection(localModel(objective, point));
    if (largestMagnitude(direction) <= lostInRounding * largestMagnitude(point.x))
      return resting(point, 'the Newton step is lost in rounding');
    const downhill = dot(direction, point.gradient) < 0;
    const reached =
      downhill && lineSearch === 'backtracking'
        ? backtrack(objective, point, direction, learningRate)
        : evaluateAt(objective, plus(point.x, learningRate, direction));
    if (reached) return { x: reached.x, state: undefined, evaluated: reached };
    return resting(point, 'no part of the Newton step lowers the loss');
  },
});

function resting(point: Point, why: string): Step<undefined> {
  return { x: point.x, state: undefined, evaluated: point, end: { kind: 'stalled', why } };
}

function newtonDirection(model: LocalModel): Float64Array {
  const { eigenvalues, slopes } = model;
  const zero = singular * eigenvalues.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  return combination(
    model,
    slopes.map((slope, k) => (Math.abs(eigenvalues[k]) <= zero ? 0 : -slope / eigenvalues[k])),
  );
}

/** The first trial with sufficient decrease; each next one at the minimum of the parabola through the last. */
function backtrack(objective: Objective, point: Point, direction: Float64Array, first: number): Point | undefined {
  const slope = dot(direction, point.gradient);
  let t = first;
  for (let k = 0; k < mostHalvings; k++) {
    const trial = evaluateAt(objective, plus(point.x, t, direction));
    if (isLower(point, trial, sufficientDecrease * t * slope)) return trial;
    const lowest = (-slope * t * t) / (2 * (trial.loss - point.loss - slope * t));
    t = Math.max(0.1 * t, Math.min(0.5 * t, Number.isFinite(lowest) ? lowest : 0));
  }
  return undefined;
}
