import { largestMagnitude, norm, plus } from '../linalg/vector';
import type { Objective } from '../objective';
import type { OptimizerChoice } from '../trajectory';
import type { Work } from '../work';
import { penaltyById } from '.';
import { Regulariser } from './regulariser';

export interface CoefficientPathRequest {
  /** Its option `alpha` is what varies. */
  readonly penalty: OptimizerChoice;
  /** Coordinates left out of the penalty. */
  readonly unpenalized?: ReadonlySet<number> | undefined;
  readonly start: Float64Array;
  /** How many strengths, evenly spaced in log α. */
  readonly count?: number | undefined;
}

/** The minimiser of L + α·R for each strength α. Row k of `solutions` (length n) belongs to `strengths[k]`. */
export interface CoefficientPath {
  /** Descending. */
  readonly strengths: Float64Array;
  readonly solutions: Float64Array;
  /** The loss without the penalty, per row. */
  readonly loss: Float64Array;
  /** Rows that did not come to rest within the iterations allowed are not minimisers yet. */
  readonly converged: readonly boolean[];
}

/** From the strength at which every penalised coefficient is 0, or for a smooth penalty as good as 0, down by this factor. */
const span = 1e-4;
const defaultCount = 60;
const mostIterations = 5000;
/** Relative length of a step that counts as rest. */
const rest = 1e-10;

/**
 * Solutions from the strongest penalty to the weakest, each starting where the one before ended (Friedman, Hastie & Tibshirani
 * 2010, section 2.5). Yields the path so far after every strength. The loss should be convex: else the path is one of local minima.
 */
export function* coefficientPath(objective: Objective, request: CoefficientPathRequest): Work<CoefficientPath> {
  const { penalty, unpenalized, start, count = defaultCount } = request;
  const withStrength = (alpha: number) => Regulariser.of([{ id: penalty.id, options: { ...penalty.options, alpha } }], unpenalized);
  const strongest = yield* strongestPenalty(objective, request);
  const strengths: number[] = [];
  const solutions: Float64Array[] = [];
  const converged: boolean[] = [];
  let at = start;
  for (let k = 0; k < count; k++) {
    const alpha = strongest * span ** (k / (count - 1));
    const solution = yield* minimise(objective, withStrength(alpha), at);
    at = solution.x;
    strengths.push(alpha);
    solutions.push(at);
    converged.push(solution.converged);
    yield pathOf(objective, strengths, solutions, converged);
  }
  return pathOf(objective, strengths, solutions, converged);
}

function pathOf(
  objective: Objective,
  strengths: readonly number[],
  solutions: readonly Float64Array[],
  converged: readonly boolean[],
): CoefficientPath {
  const rows = new Float64Array(solutions.length * objective.n);
  solutions.forEach((x, k) => {
    rows.set(x, k * objective.n);
  });
  return {
    strengths: Float64Array.from(strengths),
    solutions: rows,
    loss: Float64Array.from(solutions, (x) => objective.value(x)),
    converged: [...converged],
  };
}

/**
 * With a kink of the penalty at 0, the smallest α that keeps all penalised coefficients at 0: max |∂L/∂wᵢ| there over the
 * slope of R beside 0. For smooth penalties, 10³ times the loss's own curvature.
 */
function* strongestPenalty(
  objective: Objective,
  { penalty, unpenalized = new Set(), start }: CoefficientPathRequest,
): Generator<undefined, number> {
  const kink = penaltyById(penalty.id)
    .terms({ ...penalty.options, alpha: 1 })
    .reduce((sum, { weight, power }) => (power === 1 ? sum + weight : sum), 0);
  const nothing = start.map((value, i) => (unpenalized.has(i) ? value : 0));
  const { x } = yield* minimise(objective, new Regulariser([], unpenalized), nothing, (i) => unpenalized.has(i));
  const gradient = new Float64Array(objective.n);
  objective.valueAndGradient(x, gradient);
  const pull = largestMagnitude(gradient.map((g, i) => (unpenalized.has(i) ? 0 : g)));
  // A little more than the limit itself, so that rounding leaves nothing beside zero.
  if (kink > 0) return Math.max(((1 + 1e-9) * pull) / kink, Number.MIN_VALUE);
  const curvature = new Float64Array(objective.n);
  objective.hessianVector(x, gradient, curvature);
  return 1e3 * Math.max(norm(curvature) / Math.max(norm(gradient), Number.MIN_VALUE), Number.MIN_VALUE);
}

/**
 * Accelerated proximal gradient with backtracking (Beck & Teboulle 2009, FISTA), restarted where the momentum points uphill
 * (O'Donoghue & Candès 2015, section 3.2). `moves` can hold coordinates where they are.
 */
export function* minimise(
  objective: Objective,
  regulariser: Regulariser,
  start: Float64Array,
  moves: (i: number) => boolean = () => true,
): Generator<undefined, { x: Float64Array; converged: boolean }> {
  let [x, y, momentum, step] = [start, start, 1, 1];
  const gradient = new Float64Array(objective.n);
  for (let k = 0; k < mostIterations; k++) {
    const loss = objective.valueAndGradient(y, gradient);
    const direction = gradient.map((g, i) => (moves(i) ? g : 0));
    const next = backtrack(objective, regulariser, y, { loss, direction, step });
    const moved = plus(next.x, -1, x);
    const uphill = plus(y, -1, next.x).reduce((sum, d, i) => sum + d * moved[i], 0) > 0;
    const nextMomentum = uphill ? 1 : (1 + Math.sqrt(1 + 4 * momentum * momentum)) / 2;
    const settled = norm(plus(next.x, -1, y)) <= rest * (1 + norm(next.x));
    y = uphill ? next.x : plus(next.x, (momentum - 1) / nextMomentum, moved);
    [x, momentum, step] = [next.x, nextMomentum, next.step * 1.2];
    if (settled) return { x, converged: true };
    yield undefined;
  }
  return { x, converged: false };
}

interface Linearised {
  readonly loss: number;
  readonly direction: Float64Array;
  readonly step: number;
}

/** The longest step for which the quadratic model with curvature 1/step lies above the loss at where it leads (equation 2.6). */
function backtrack(
  objective: Objective,
  regulariser: Regulariser,
  y: Float64Array,
  { loss, direction, step }: Linearised,
): { x: Float64Array; step: number } {
  for (let t = step; ; t /= 2) {
    const x = regulariser.proximal(plus(y, -t, direction), t);
    const d = plus(x, -1, y);
    const model = loss + d.reduce((sum, di, i) => sum + di * (direction[i] + di / (2 * t)), 0);
    const rounding = 1e-14 * Math.abs(loss);
    if (objective.value(x) <= model + rounding || t < Number.EPSILON ** 2) return { x, step: t };
  }
}
