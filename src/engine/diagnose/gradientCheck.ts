import { norm, plus } from '../linalg/vector';
import type { Objective } from '../objective';
import type { Work } from '../work';

export interface ComponentCheck {
  /** Of the coordinate. */
  readonly index: number;
  readonly exact: number;
  readonly other: number;
  /** |a − b| / (|a| + |b|); 0 where both are 0. */
  readonly error: number;
}

export interface GradientCheck {
  /** ‖a − b‖ / (‖a‖ + ‖b‖); 0 where both are 0. */
  readonly relativeError: number;
  readonly verdict: 'fine' | 'look' | 'wrong';
  /** All of them; with very many parameters and differences to compare with, a part of them, spread evenly. */
  readonly components: readonly ComponentCheck[];
  /** How differences agree with the gradient that is checked, by their step: rounding to the left of the valley, curvature to the right. */
  readonly epsilonSweep: EpsilonSweep;
}

export interface EpsilonSweep {
  readonly epsilon: Float64Array;
  readonly relativeError: Float64Array;
  /** Over how many components: with very many parameters a part of them, spread evenly, with those of a user gradient that are most wrong. */
  readonly components: number;
}

type Comparison = Omit<GradientCheck, 'epsilonSweep'>;

/** The usual thresholds: up to the first all is well, above the second something is wrong, between them it is worth a look. */
export const [fine, wrong] = [1e-7, 1e-3];
/** Steps tried, 1e-1 … 1e-12 relative to max(1, |θᵢ|): which one is best depends on the loss's scale and curvature. */
const epsilons = Float64Array.from({ length: 23 }, (_, k) => 10 ** (-1 - k / 2));

/** Each component takes two evaluations, per step ε where steps are compared, and an evaluation takes the longer the more there are. */
const sweptAmong = (n: number): number => Math.max(20, Math.min(200, Math.floor(1e6 / n)));
const comparedAmong = (n: number): number => Math.max(100, Math.min(2000, Math.floor(2e7 / n)));
/** Differences between two places where the work may be interrupted. */
const componentsPerTurn = 50;

/** The gradient at x against two-sided differences (L(θ + ε) − L(θ − ε))/2ε, with the ε that agrees best. */
export function* checkAgainstDifferences(objective: Objective, x: Float64Array): Work<GradientCheck> {
  const exact = gradientAt(objective, x);
  const swept = evenly(objective.n, sweptAmong(objective.n));
  const epsilonSweep = yield* sweep(objective, x, exact, swept);
  const errors = epsilonSweep.relativeError;
  const best = errors.reduce((least, error, k) => (error < errors[least] || Number.isNaN(errors[least]) ? k : least), 0);
  const compared = evenly(objective.n, comparedAmong(objective.n));
  const other = yield* differences(objective, x, epsilons[best], compared);
  return { ...compareGradients(partOf(exact, compared), other, compared), epsilonSweep };
}

/** The gradient at x against one that the user computed there. */
export function* checkAgainstUser(objective: Objective, x: Float64Array, given: Float64Array): Work<GradientCheck> {
  const comparison = compareWithExact(objective, x, given);
  const most = sweptAmong(objective.n);
  const worst = Array.from(x.keys()).sort((i, j) => comparison.components[j].error - comparison.components[i].error);
  const swept = [...new Set([...worst.slice(0, most / 2), ...evenly(objective.n, most)])].slice(0, most);
  return { ...comparison, epsilonSweep: yield* sweep(objective, x, given, swept) };
}

/** At most so many components, spread evenly. */
function evenly(n: number, most: number): readonly number[] {
  const count = Math.min(n, most);
  return Array.from({ length: count }, (_, k) => Math.floor((k * n) / count));
}

const partOf = (gradient: Float64Array, components: readonly number[]): Float64Array => Float64Array.from(components, (i) => gradient[i]);

/** The comparison alone, which needs one evaluation. */
export function compareWithExact(objective: Objective, x: Float64Array, given: Float64Array): Comparison {
  return compareGradients(gradientAt(objective, x), given, Array.from(x.keys()));
}

function* sweep(
  objective: Objective,
  x: Float64Array,
  gradient: Float64Array,
  swept: readonly number[],
): Generator<undefined, EpsilonSweep> {
  const part = partOf(gradient, swept);
  const relativeError = new Float64Array(epsilons.length);
  for (let k = 0; k < epsilons.length; k++) {
    relativeError[k] = compareGradients(part, yield* differences(objective, x, epsilons[k], swept), swept).relativeError;
  }
  return { epsilon: epsilons, relativeError, components: swept.length };
}

function compareGradients(exact: Float64Array, other: Float64Array, indices: readonly number[]): Comparison {
  const components = Array.from(exact, (a, i) => ({
    index: indices[i],
    exact: a,
    other: other[i],
    error: relative(Math.abs(a - other[i]), Math.abs(a) + Math.abs(other[i])),
  }));
  const relativeError = relative(norm(plus(exact, -1, other)), norm(exact) + norm(other));
  return { relativeError, verdict: verdictOf(relativeError), components };
}

/** NaN, which a broken gradient often holds, is as wrong as can be. */
function verdictOf(error: number): GradientCheck['verdict'] {
  if (error <= fine) return 'fine';
  return error <= wrong ? 'look' : 'wrong';
}

const relative = (difference: number, size: number): number => (difference === 0 ? 0 : difference / size);

function gradientAt(objective: Objective, x: Float64Array): Float64Array {
  const gradient = new Float64Array(objective.n);
  objective.valueAndGradient(x, gradient);
  return gradient;
}

function* differences(
  objective: Objective,
  x: Float64Array,
  epsilon: number,
  components: readonly number[],
): Generator<undefined, Float64Array> {
  const at = x.slice();
  const quotients = new Float64Array(components.length);
  for (let k = 0; k < components.length; k++) {
    const i = components[k];
    const step = epsilon * Math.max(1, Math.abs(x[i]));
    const [up, down] = [x[i] + step, x[i] - step];
    at[i] = up;
    const above = objective.value(at);
    at[i] = down;
    // The step that was really taken, after rounding.
    quotients[k] = (above - objective.value(at)) / (up - down);
    at[i] = x[i];
    if (k % componentsPerTurn === componentsPerTurn - 1) yield;
  }
  return quotients;
}
