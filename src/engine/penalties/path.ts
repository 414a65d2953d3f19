import { dot, norm, plus, scaled } from '../linalg/vector';
import type { Objective } from '../objective';
import { evaluateAt } from '../optimizers/evaluate';
import type { Point } from '../optimizers/optimizer';
import type { OptimizerChoice } from '../trajectory';
import { penaltyById } from '.';
import { kink } from './powers';
import { Regulariser } from './regulariser';

export interface PathRequest {
  /** The penalty; its strength α is what varies. */
  readonly penalty: OptimizerChoice;
  readonly start: Float64Array;
  readonly unpenalized?: ReadonlySet<number> | undefined;
  /** Descending; by default 50 from the strength that leaves no parameter, down to a thousandth of it. */
  readonly strengths?: readonly number[] | undefined;
}

/** The penalised optimum at one strength. */
export interface PathPoint {
  readonly strength: number;
  readonly params: Float64Array;
  readonly loss: number;
  readonly converged: boolean;
}

const count = 50;
const span = 1e-3;
const tolerance = 1e-9;
const mostIterations = 20_000;

/** Coefficients over the strength of their penalty, each solved from the one before (Friedman, Hastie & Tibshirani 2010, section 2.5). */
export function* coefficientPath(objective: Objective, request: PathRequest): Generator<PathPoint, readonly PathPoint[], void> {
  const { penalty, start, unpenalized = new Set(), strengths = defaultStrengths(objective, request) } = request;
  const points: PathPoint[] = [];
  let at = start;
  for (const strength of strengths) {
    const regulariser = new Regulariser([{ id: penalty.id, options: { ...penalty.options, alpha: strength } }], unpenalized);
    const { point, converged } = minimise(objective, regulariser, at);
    at = point.x;
    points.push({ strength, params: at, loss: point.loss, converged });
    yield points[points.length - 1];
  }
  return points;
}

/**
 * From the least α that holds every penalised parameter at zero, max|∇L| over the kink of one unit of penalty; a penalty without
 * a kink never does, and begins at a hundredfold max|∇L|.
 */
function defaultStrengths(objective: Objective, { penalty, start, unpenalized = new Set() }: PathRequest): readonly number[] {
  const held = new Regulariser([{ id: 'l1', options: { alpha: 1e12 } }], unpenalized);
  const { gradient } = minimise(objective, held, held.proximal(start, 1)).point;
  const steepest = gradient.reduce((max, g, i) => (held.isPenalized(i) ? Math.max(max, Math.abs(g)) : max), 0);
  const unit = kink(penaltyById(penalty.id).terms({ ...penalty.options, alpha: 1 }));
  const largest = unit > 0 && Number.isFinite(unit) ? steepest / unit : 100 * steepest;
  return Array.from({ length: count }, (_, k) => largest * span ** (k / (count - 1)));
}

/** Accelerated proximal gradient with backtracking (Beck & Teboulle 2009, FISTA), restarted where the momentum leads up (O'Donoghue & Candès 2015). */
function minimise(objective: Objective, regulariser: Regulariser, start: Float64Array): { point: Point; converged: boolean } {
  let point = evaluateAt(objective, start);
  let ahead = point;
  let [rate, momentum] = [1, 1];
  for (let k = 0; k < mostIterations; k++) {
    const slope = plus(point.gradient, 1, regulariser.subgradient(point.x));
    if (norm(regulariser.shortest(point.x, slope)) <= tolerance) return { point, converged: true };
    const step = proximalStep(objective, regulariser, ahead, 1.1 * rate);
    const moved = plus(step.point.x, -1, point.x);
    const uphill = dot(plus(ahead.x, -1, step.point.x), moved) > 0;
    const next = uphill ? 1 : (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
    const carried = uphill ? 0 : (momentum - 1) / next;
    [point, rate, momentum] = [step.point, step.rate, next];
    ahead = carried === 0 ? point : evaluateAt(objective, plus(point.x, 1, scaled(carried, moved)));
  }
  return { point, converged: false };
}

/** A step whose quadratic bound with 1/rate holds. */
function proximalStep(objective: Objective, regulariser: Regulariser, from: Point, first: number): { point: Point; rate: number } {
  for (let rate = first; ; rate /= 2) {
    const point = evaluateAt(objective, regulariser.proximal(plus(from.x, -rate, from.gradient), rate));
    const moved = plus(point.x, -1, from.x);
    // The bound by gradients, which rounding leaves meaning near the optimum where it does not leave the losses any.
    const curvature = dot(plus(point.gradient, -1, from.gradient), moved);
    if (curvature <= dot(moved, moved) / rate || rate < Number.MIN_VALUE) return { point, rate };
  }
}
