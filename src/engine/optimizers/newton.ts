import { t } from '../../l10n/t';
import { blockEigenvalues, ldl, ldlSolve } from '../linalg/ldl';
import { dot, largestMagnitude, norm, plus, row, scaled } from '../linalg/vector';
import type { Objective } from '../objective';
import { learningRate } from './commonOptions';
import { evaluateAt } from './evaluate';
import { combination, hasNegativeCurvature, type LocalModel, modelOf, requireDense } from './localModel';
import { defineOptimizer, type Point, type Step } from './optimizer';
import { firstRadius, type TrustRegionState, trustRegionStep, withinRadius } from './trustRegionStep';

/** Eigenvalues below this share of the largest are left out: the step is that of the pseudo-inverse. */
const singular = 1e-14;
/** Pivots no further apart than this show a Hessian that is far from singular. */
const regular = 1e-10;
/** A step this small, relative to θ, moves nothing but last bits. */
const lostInRounding = 4 * Number.EPSILON;
/** A step shorter than this share of the first trust radius leads to a critical point close by. */
const short = 0.1;
/** A relative change of H over the step up to which Newton's iteration converges. */
const kantorovich = 0.5;

export const newton = defineOptimizer({
  id: 'newton',
  name: 'Newton',
  help: t('Goes to the critical point of the quadratic model, be it a minimum, a maximum or a saddle: those that are near attract it.'),
  formula: 'θ ← θ − η·H⁻¹g',
  source: 'Nocedal & Wright 2006, section 3.3; where that would not converge, within a trust region (their algorithm 4.1)',
  options: {
    learningRate: learningRate(1, t('Share of the Newton step that is taken; within the trust region at most the whole.')),
    globalisation: {
      kind: 'choice',
      label: t('Far from critical points'),
      help: t(
        'trustRegion goes down where H is indefinite and no critical point is near, and shortens steps that fail; none takes every step in full.',
      ),
      default: 'trustRegion',
      choices: ['trustRegion', 'none'],
    },
  },

  init(x): TrustRegionState {
    requireDense('Newton', x.length);
    return { radius: undefined };
  },

  step(point, state: TrustRegionState, { learningRate, globalisation }, environment) {
    const { objective } = environment;
    const hessian = objective.hessian(point.x);
    if (globalisation === 'none') return stepAlong(objective, point, state, learningRate, pureDirection(hessian, point));
    const model = modelOf(hessian, point.gradient);
    const direction = pseudoInverseStep(model);
    if (isLost(direction, point) || (hasNegativeCurvature(model) && isAttracted(objective, point, model, direction))) {
      return stepAlong(objective, point, state, learningRate, direction);
    }
    const propose = withinRadius(model, model.eigenvalues, Math.min(1, learningRate));
    return trustRegionStep(point, state.radius ?? firstRadius(point.x, 0), propose, environment);
  },
});

const isLost = (direction: Float64Array, { x }: Point): boolean => largestMagnitude(direction) <= lostInRounding * largestMagnitude(x);

function stepAlong(
  objective: Objective,
  point: Point,
  state: TrustRegionState,
  share: number,
  direction: Float64Array,
): Step<TrustRegionState> {
  if (isLost(direction, point)) {
    return { x: point.x, state, evaluated: point, end: { kind: 'stalled', why: 'the Newton step is lost in rounding' } };
  }
  const reached = evaluateAt(objective, plus(point.x, share, direction));
  return { x: reached.x, state, evaluated: reached };
}

/** −H⁻¹g by LDLᵀ; where H is close to singular, eigenvalues tell what can be inverted. */
function pureDirection(hessian: Float64Array, point: Point): Float64Array {
  const factorisation = ldl(hessian, point.x.length);
  const pivots = blockEigenvalues(factorisation).map(Math.abs);
  if (Math.min(...pivots) > regular * Math.max(...pivots)) return ldlSolve(factorisation, scaled(-1, point.gradient));
  return pseudoInverseStep(modelOf(hessian, point.gradient));
}

function pseudoInverseStep(model: LocalModel): Float64Array {
  const { eigenvalues, slopes } = model;
  const zero = singular * eigenvalues.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  return combination(
    model,
    slopes.map((slope, k) => (Math.abs(eigenvalues[k]) <= zero ? 0 : -slope / eigenvalues[k])),
  );
}

/**
 * Whether Newton's own iteration goes to the critical point that it sees: that is close by, or H changes so little on the way there,
 * ‖|H|^−½·ΔH·|H|^−½‖ ≤ ½, that it must (the affine-invariant form of Kantorovich's condition; Deuflhard 2004, theorem 2.1).
 */
function isAttracted(objective: Objective, { x }: Point, model: LocalModel, direction: Float64Array): boolean {
  return norm(direction) <= short * firstRadius(x, 0) || relativeChange(objective, plus(x, 1, direction), model) <= kantorovich;
}

/** In Frobenius' norm, which is never less than the spectral one. */
function relativeChange(objective: Objective, ahead: Float64Array, { n, eigenvalues, vectors }: LocalModel): number {
  const hessian = objective.hessian(ahead);
  let squares = 0;
  for (let k = 0; k < n; k++) {
    const uk = row(vectors, k, n);
    const image = uk.map((_, i) => dot(row(hessian, i, n), uk));
    for (let j = 0; j < n; j++) {
      const change = dot(image, row(vectors, j, n)) - (j === k ? eigenvalues[k] : 0);
      squares += (change * change) / Math.abs(eigenvalues[j] * eigenvalues[k]);
    }
  }
  return Math.sqrt(squares);
}
