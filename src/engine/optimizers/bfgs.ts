import { t } from '../../l10n/t';
import { dot, largestMagnitude, norm, plus, scaled } from '../linalg/vector';
import { learningRate } from './commonOptions';
import { isLower, lossDoubt, lossNoise } from './evaluate';
import { learn, type Pair, scaledIdentity, times } from './inverseHessian';
import { type LineSearchOptions, strongWolfe, wolfeDefaults } from './lineSearch';
import { requireDense } from './localModel';
import type { Environment, Point, Step } from './optimizer';
import { defineOptimizer } from './optimizer';
import { endOrWayDown, noGradient } from './secondOrder';
import { inParameters, subspaceModel } from './subspaceModel';
import { firstRadius } from './trustRegionStep';

interface BfgsState {
  /** The estimate of H⁻¹, row-major; undefined stands for the identity before the first pair gives it a scale. */
  readonly inverse: Float64Array | undefined;
  /** The last steps, newest first, along which curvature is asked for anew. */
  readonly steps: readonly Float64Array[];
  /** The first trial goes no further than this. */
  readonly reach: number;
}

const search: LineSearchOptions = { ...wolfeDefaults, toleranceChange: 1e-14, noise: lossDoubt };

export const bfgs = defineOptimizer({
  id: 'bfgs',
  name: 'BFGS',
  help: t('Newton’s direction with a Hessian that is learnt along the way.'),
  formula: 'θ ← θ − t·Bg,  B ← (I − ρsyᵀ)B(I − ρysᵀ) + ρssᵀ,  ρ = 1/yᵀs,  y = Hs or Δg',
  source:
    'Nocedal & Wright 2006, algorithm 6.1, with strong Wolfe steps (algorithms 3.5 and 3.6); y = Hs: Gao & Goldfarb 2018, Block BFGS methods, equation 2.5',
  options: {
    learningRate: learningRate(1, t('Share of the quasi-Newton step that is tried first.')),
    curvature: {
      kind: 'choice',
      label: t('Curvature'),
      help: t(
        'exact: from Hessian–vector products along the last steps, all of them renewed at every point; saddles are left. differences: from the change of the gradient along the last step alone, the classic.',
      ),
      default: 'exact',
      choices: ['exact', 'differences'],
    },
    memory: {
      kind: 'integer',
      label: t('Memory'),
      help: t('Steps along which exact curvature is renewed.'),
      default: 20,
      min: 1,
      max: 1000,
      range: [1, 100],
      scale: 'log',
    },
  },
  presets: [
    { name: t('BFGS with exact curvature'), options: {} },
    { name: t('Classic BFGS'), options: { curvature: 'differences' } },
  ],
  judgesConvergence: true,

  init(x): BfgsState {
    requireDense('BFGS', x.length);
    return fresh(x);
  },

  step(point, state: BfgsState, { learningRate, curvature, memory }, environment) {
    if (curvature === 'differences') return classic(point, state, learningRate, environment);
    const next = norm(point.gradient) <= environment.tolerance ? undefined : block(point, state, learningRate, memory, environment);
    if (next && !next.end) return next;
    const last = endOrWayDown(point, environment, next?.end);
    return { ...last, state: fresh(last.x) };
  },
});

const fresh = (x: Float64Array): BfgsState => ({ inverse: undefined, steps: [], reach: firstRadius(x, 0) });

/** A direction that leads nowhere: forget what was learnt once, then give up. */
function nowhere(point: Point, { inverse }: BfgsState): Step<BfgsState> {
  const end = inverse === undefined ? ({ kind: 'stalled', why: 'no step along the gradient leads lower' } as const) : undefined;
  return { x: point.x, state: fresh(point.x), evaluated: point, ...(end && { end }) };
}

/** Without positive curvature along s nothing is learnt; the first time from γI with γ = yᵀs/yᵀy (equation 6.20). */
function classic(point: Point, state: BfgsState, share: number, { objective, tolerance }: Environment): Step<BfgsState> {
  const { gradient } = point;
  if (norm(gradient) <= tolerance) return { x: point.x, state, evaluated: point, end: noGradient };
  const { inverse } = state;
  const direction = scaled(-1, inverse === undefined ? gradient : times(inverse, gradient));
  const first = share * (inverse === undefined ? Math.min(1, 1 / norm(gradient)) : 1);
  const { best } = strongWolfe(objective, point, direction, first, search);
  if (best.t === 0 || !isLower(point, best, 0)) return nowhere(point, state);
  const pair = { s: scaled(best.t, direction), y: plus(best.gradient, -1, gradient) };
  return { x: best.x, state: { ...state, inverse: learn(inverse, pair) }, evaluated: best };
}

/**
 * B learns from H along the last steps before each step; |λ| stands for curvatures that are negative there, as in saddle-free Newton.
 * The first trial is at most twice as long as the last step (cf. Dennis & Schnabel 1996, section 6.3).
 */
function block(point: Point, state: BfgsState, share: number, memory: number, { objective }: Environment): Step<BfgsState> {
  const { gradient } = point;
  const inverse = renewed(state, point, objective);
  const direction = scaled(-1, times(inverse, gradient));
  const length = norm(direction);
  // Where rounding hides what the step promises, its gradient has the one say.
  const hidden = -dot(gradient, direction) / 2 <= lossNoise * Math.abs(point.loss);
  const options = hidden ? { ...search, maxEvaluations: 0 } : search;
  const { best, evaluations } = strongWolfe(objective, point, direction, share * Math.min(1, state.reach / length), options);
  if (best.t === 0 || !isLower(point, best, 0)) return nowhere(point, hidden ? fresh(point.x) : state);
  const went = best.t * length;
  const reach = evaluations > 1 ? Math.max(went, state.reach / 2) : Math.max(state.reach, 2 * went);
  const steps = [direction, ...state.steps].slice(0, Math.min(memory, point.x.length));
  return { x: best.x, state: { inverse, steps, reach }, evaluated: best };
}

/** The pairs of a block are made conjugate by the eigenvectors of H over its span; so one after another they do what the block does. */
function renewed({ inverse, steps }: BfgsState, point: Point, objective: Environment['objective']): Float64Array {
  const subspace = subspaceModel(objective, point, steps.length > 0 ? steps : [point.gradient], 0);
  const { eigenvalues } = subspace.model;
  const pairs = Array.from(eigenvalues, (value, k): Pair => {
    const unit = eigenvalues.map((_, j) => (j === k ? 1 : 0));
    const s = inParameters(subspace, unit);
    return { s, y: value > 0 ? inParameters({ ...subspace, basis: subspace.images }, unit) : scaled(-value, s) };
  });
  const largest = largestMagnitude(eigenvalues);
  const first = inverse ?? scaledIdentity(largest > 0 ? 1 / largest : 1, point.x.length);
  return pairs.reduce<Float64Array>((before, pair) => learn(before, pair) ?? before, first);
}
