import { t } from '../../l10n/t';
import { fusedDot as dot, fusedPlus as plus } from '../linalg/fused';
import { equals, largestMagnitude, scaled } from '../linalg/vector';
import type { Objective } from '../objective';
import type { NumberOption, OptionsOf } from '../options';
import { learningRate } from './commonOptions';
import { strongWolfe } from './lineSearch';
import { defineOptimizer, type Point } from './optimizer';

/** A step s and the change y of the gradient over it. */
interface Pair {
  readonly s: Float64Array;
  readonly y: Float64Array;
  readonly inverse: number;
}

interface LbfgsState {
  /** Inner iterations so far, over all steps. */
  readonly iterations: number;
  readonly pairs: readonly Pair[];
  /** γ in H₀ = γI. */
  readonly scale: number;
  /** The last inner iteration: the step it took and the gradient where it began. */
  readonly last: { readonly s: Float64Array; readonly gradient: Float64Array } | undefined;
}

/** A pair enters the history only when y·s is above this. */
const leastCurvature = 1e-10;

const count = (label: string, byDefault: number, help: string, min = 1): NumberOption => ({
  kind: 'integer',
  label,
  help,
  default: byDefault,
  min,
  max: 1e9,
  range: [Math.max(min, 1), 200],
  scale: 'log',
});

const tolerance = (label: string, byDefault: number, help: string): NumberOption => ({
  kind: 'number',
  label,
  help,
  default: byDefault,
  min: 0,
  max: 1e12,
  range: [1e-15, 1e-3],
  scale: 'log',
});

const options = {
  learningRate: learningRate(1, t('The first trial step, as a share of the quasi-Newton step; the step itself without a line search.')),
  maxIter: count(t('Inner iterations'), 20, t('Iterations per step.')),
  maxEval: count(t('Evaluations'), 0, t('Evaluations per step after which no further iteration begins; 0 stands for 1¼ per iteration.'), 0),
  toleranceGrad: tolerance(t('Gradient tolerance'), 1e-7, t('Rests where no component of the gradient is larger.')),
  toleranceChange: tolerance(t('Change tolerance'), 1e-9, t('Ends a step when parameters or loss change by less.')),
  historySize: count(t('History'), 100, t('How many steps shape the curvature estimate.')),
  lineSearch: {
    kind: 'choice',
    label: t('Line search'),
    help: t('strongWolfe finds a step with enough decrease and a flatter slope; none takes the learning rate as it is.'),
    default: 'none',
    choices: ['none', 'strongWolfe'],
  },
} as const;

type LbfgsOptions = OptionsOf<typeof options>;

/** −H·g by the two-loop recursion (Nocedal & Wright 2006, algorithm 7.4). */
function direction(gradient: Float64Array, pairs: readonly Pair[], scale: number): Float64Array {
  let q = scaled(-1, gradient);
  const weights: number[] = [];
  for (let i = pairs.length - 1; i >= 0; i--) {
    weights[i] = dot(pairs[i].s, q) * pairs[i].inverse;
    q = plus(q, -weights[i], pairs[i].y);
  }
  let r = scaled(scale, q);
  pairs.forEach(({ s, y, inverse }, i) => {
    r = plus(r, weights[i] - dot(y, r) * inverse, s);
  });
  return r;
}

/** Adds the newest pair where its curvature is positive. */
function remembered({ pairs, scale, last }: LbfgsState, gradient: Float64Array, size: number): Pick<LbfgsState, 'pairs' | 'scale'> {
  if (last === undefined) return { pairs, scale };
  const y = plus(gradient, -1, last.gradient);
  const curvature = dot(y, last.s);
  if (curvature <= leastCurvature) return { pairs, scale };
  const newest = { s: last.s, y, inverse: 1 / curvature };
  return { pairs: [...pairs.slice(pairs.length === size ? 1 : 0), newest], scale: curvature / dot(y, y) };
}

interface Inner {
  readonly point: Point;
  readonly state: LbfgsState;
  readonly evaluations: number;
  /** False when the point's loss and gradient are those of the point before: they were not needed. */
  readonly evaluated: boolean;
}

function absoluteSum(v: Float64Array): number {
  return v.reduce((sum, vi) => sum + Math.abs(vi), 0);
}

/** One inner iteration; `undefined` point movement where the direction hardly leads down. */
function iterate(objective: Objective, point: Point, state: LbfgsState, options: LbfgsOptions, isLast: boolean): Inner | undefined {
  const { gradient } = point;
  const { learningRate, historySize, toleranceChange, lineSearch } = options;
  const history = remembered(state, gradient, historySize);
  const d = direction(gradient, history.pairs, history.scale);
  if (dot(gradient, d) > -toleranceChange) return undefined;
  const first = state.iterations === 0 ? Math.min(1, 1 / absoluteSum(gradient)) * learningRate : learningRate;
  const after = (t: number): LbfgsState => ({ ...history, iterations: state.iterations + 1, last: { s: scaled(t, d), gradient } });
  if (lineSearch === 'strongWolfe') {
    const { best, evaluations } = strongWolfe(objective, point, d, first);
    return { point: best, state: after(best.t), evaluations, evaluated: true };
  }
  const x = plus(point.x, first, d);
  if (isLast) return { point: { ...point, x }, state: after(first), evaluations: 0, evaluated: false };
  const next = new Float64Array(x.length);
  const loss = objective.valueAndGradient(x, next);
  return { point: { x, loss, gradient: next }, state: after(first), evaluations: 1, evaluated: true };
}

export const lbfgs = defineOptimizer({
  id: 'lbfgs',
  name: 'L-BFGS',
  help: t(
    'Newton’s direction from the last steps and gradient changes alone. One step is one PyTorch step: up to “inner iterations” of them.',
  ),
  formula: 'θ ← θ − t·Hₖg,  Hₖ from the last pairs s = Δθ, y = Δg',
  source: 'Liu & Nocedal 1989; Nocedal & Wright 2006, algorithms 7.4, 7.5, 3.5 and 3.6, as in torch.optim.LBFGS',
  options,

  init: (): LbfgsState => ({ iterations: 0, pairs: [], scale: 1, last: undefined }),

  step(start, from: LbfgsState, options, { objective }) {
    const { maxIter, maxEval, toleranceGrad, toleranceChange } = options;
    const evaluationLimit = maxEval === 0 ? Math.floor((maxIter * 5) / 4) : maxEval;
    let [point, state, evaluations, evaluated] = [start, from, 1, true];
    if (largestMagnitude(point.gradient) <= toleranceGrad) return resting(start, from, `no component of ∇L is above ${toleranceGrad}`);
    for (let i = 1; i <= maxIter; i++) {
      const inner = iterate(objective, point, state, options, i === maxIter);
      if (inner === undefined) break;
      const moved = largestMagnitude(inner.state.last?.s ?? new Float64Array());
      const changed = Math.abs(inner.point.loss - point.loss);
      ({ point, state, evaluated } = inner);
      evaluations += inner.evaluations;
      if (i === maxIter || evaluations >= evaluationLimit || largestMagnitude(point.gradient) <= toleranceGrad) break;
      if (moved <= toleranceChange || changed < toleranceChange) break;
    }
    if (equals(point.x, start.x)) return resting(point, state, `no parameter moves by more than ${toleranceChange}`);
    return { x: point.x, state, ...(evaluated && { evaluated: point }) };
  },

  internals: ({ last, scale }) => ({ ...(last && { 'last step': last.s, 'H₀ diagonal': last.s.map(() => scale) }) }),
});

function resting(point: Point, state: LbfgsState, why: string) {
  return { x: point.x, state, evaluated: point, end: { kind: 'stalled', why } } as const;
}
