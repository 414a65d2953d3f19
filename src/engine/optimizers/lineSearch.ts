import { fusedDot as dot, fusedPlus as plus } from '../linalg/fused';
import { largestMagnitude } from '../linalg/vector';
import type { Objective } from '../objective';
import type { Point } from './optimizer';

export interface LineSearchOptions {
  /** Sufficient decrease: L(θ + td) ≤ L(θ) + c₁·t·gᵀd. */
  readonly c1: number;
  /** Curvature: |∇L(θ + td)ᵀd| ≤ c₂·|gᵀd|. */
  readonly c2: number;
  /** The search gives up once its bracket moves no parameter by more than this. */
  readonly toleranceChange: number;
  readonly maxEvaluations: number;
  /** Relative rounding of the loss: within it, a slope that has turned enough stands for a decrease (Hager & Zhang 2005, equation 4.1). */
  readonly noise: number;
}

/** PyTorch's settings. */
export const wolfeDefaults: LineSearchOptions = { c1: 1e-4, c2: 0.9, toleranceChange: 1e-9, maxEvaluations: 25, noise: 0 };

/** A trial along the ray θ + td: the point, and the slope there. */
export interface Trial extends Point {
  readonly t: number;
  readonly slope: number;
}

export interface LineSearchResult {
  /** The lowest trial kept; t = 0 when none was lower than the start. */
  readonly best: Trial;
  readonly evaluations: number;
  /** Whether `best` satisfies both Wolfe conditions. */
  readonly wolfe: boolean;
}

type Ray = (t: number) => Trial;

/** A value that is not a number is taken for +∞: the search then halves its way back. */
export function ray(objective: Objective, { x }: Point, direction: Float64Array): Ray {
  return (t) => {
    const at = plus(x, t, direction);
    const gradient = new Float64Array(x.length);
    const loss = objective.valueAndGradient(at, gradient);
    return { t, x: at, loss: Number.isNaN(loss) ? Number.POSITIVE_INFINITY : loss, gradient, slope: dot(gradient, direction) };
  };
}

/**
 * A step along `direction` from `from` that satisfies the strong Wolfe conditions (Nocedal & Wright 2006, algorithms 3.5 and 3.6), trial
 * for trial as torch.optim.lbfgs._strong_wolfe does it. `direction` must lead down.
 */
export function strongWolfe(
  objective: Objective,
  from: Point,
  direction: Float64Array,
  firstTrial: number,
  options: LineSearchOptions = wolfeDefaults,
): LineSearchResult {
  const along = ray(objective, from, direction);
  const start: Trial = { ...from, t: 0, slope: dot(from.gradient, direction) };
  const bracketed = bracket(along, start, firstTrial, options);
  return zoom(along, start, bracketed, largestMagnitude(direction), options);
}

interface Bracket {
  /** One trial when it is already a Wolfe point, else two around one. */
  readonly ends: readonly [Trial] | readonly [Trial, Trial];
  /** Trials beyond the first. */
  readonly extra: number;
}

function tooHigh(trial: Trial, start: Trial, { c1, noise }: LineSearchOptions): boolean {
  if (trial.loss <= start.loss + c1 * trial.t * start.slope) return false;
  return trial.loss > start.loss + noise * Math.abs(start.loss) || trial.slope > (2 * c1 - 1) * start.slope;
}
const isFlat = (trial: Trial, start: Trial, c2: number): boolean => Math.abs(trial.slope) <= -c2 * start.slope;

/** Widens the step until a Wolfe point lies between two trials, or is one. */
function bracket(along: Ray, start: Trial, firstTrial: number, options: LineSearchOptions): Bracket {
  const { c2, maxEvaluations } = options;
  let last = start;
  let trial = along(firstTrial);
  for (let extra = 0; extra < maxEvaluations; extra++) {
    if (tooHigh(trial, start, options) || (extra > 1 && trial.loss >= last.loss)) return { ends: [last, trial], extra };
    if (isFlat(trial, start, c2)) return { ends: [trial], extra };
    if (trial.slope >= 0) return { ends: [last, trial], extra };
    const t = cubicMinimum(last, trial, [trial.t + 0.01 * (trial.t - last.t), trial.t * 10]);
    last = trial;
    trial = along(t);
  }
  return { ends: [start, trial], extra: maxEvaluations };
}

/** Narrows the bracket, whose lower end always satisfies sufficient decrease, down to a Wolfe point. */
function zoom(along: Ray, start: Trial, { ends, extra: from }: Bracket, length: number, options: LineSearchOptions): LineSearchResult {
  const { c2, toleranceChange, maxEvaluations } = options;
  if (ends.length === 1) return { best: ends[0], evaluations: from + 1, wolfe: true };
  let [low, high] = ends[0].loss <= ends[1].loss ? ends : [ends[1], ends[0]];
  let slow = false;
  let extra = from;
  while (extra < maxEvaluations && Math.abs(high.t - low.t) * length >= toleranceChange) {
    const choice = insideBracket(low, high, slow);
    slow = choice.slow;
    const trial = along(choice.t);
    extra++;
    if (tooHigh(trial, start, options) || trial.loss >= low.loss) {
      high = trial;
      if (high.loss < low.loss) [low, high] = [high, low];
      continue;
    }
    if (isFlat(trial, start, c2)) return { best: trial, evaluations: extra + 1, wolfe: true };
    if (trial.slope * (high.t - low.t) >= 0) high = low;
    low = trial;
  }
  return { best: low, evaluations: extra + 1, wolfe: false };
}

/** The next trial; one that falls close to an end, twice in a row or on the end itself, is moved a tenth of the bracket inside. */
function insideBracket(low: Trial, high: Trial, slow: boolean): { t: number; slow: boolean } {
  const [left, right] = low.t < high.t ? [low, high] : [high, low];
  const t = cubicMinimum(left, right);
  const margin = 0.1 * (right.t - left.t);
  if (Math.min(right.t - t, t - left.t) >= margin) return { t, slow: false };
  if (!slow && t < right.t && t > left.t) return { t, slow: true };
  return { t: Math.abs(t - right.t) < Math.abs(t - left.t) ? right.t - margin : left.t + margin, slow: false };
}

/** The minimum of the cubic with these values and slopes at both ends, within bounds (Nocedal & Wright 2006, equation 3.59). */
export function cubicMinimum(a: Trial, b: Trial, bounds: readonly [number, number] = [Math.min(a.t, b.t), Math.max(a.t, b.t)]): number {
  const [left, right] = a.t <= b.t ? [a, b] : [b, a];
  const d1 = a.slope + b.slope - (3 * (a.loss - b.loss)) / (a.t - b.t);
  const square = d1 * d1 - a.slope * b.slope;
  if (!(square >= 0)) return (bounds[0] + bounds[1]) / 2;
  const d2 = Math.sqrt(square);
  const t = right.t - (right.t - left.t) * ((right.slope + d2 - d1) / (right.slope - left.slope + 2 * d2));
  return Math.min(Math.max(t, bounds[0]), bounds[1]);
}
