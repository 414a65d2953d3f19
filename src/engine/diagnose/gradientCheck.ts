import { norm, plus } from '../linalg/vector';
import type { Objective } from '../objective';

export interface ComponentCheck {
  readonly exact: number;
  readonly other: number;
  /** |a − b| / (|a| + |b|); 0 where both are 0. */
  readonly error: number;
}

export interface GradientCheck {
  /** ‖a − b‖ / (‖a‖ + ‖b‖); 0 where both are 0. */
  readonly relativeError: number;
  readonly verdict: 'fine' | 'look' | 'wrong';
  readonly components: readonly ComponentCheck[];
  /** How differences agree with the gradient that is checked, by their step: rounding to the left of the valley, curvature to the right. */
  readonly epsilonSweep: EpsilonSweep;
}

export interface EpsilonSweep {
  readonly epsilon: Float64Array;
  readonly relativeError: Float64Array;
}

type Comparison = Omit<GradientCheck, 'epsilonSweep'>;

/** The usual thresholds: up to the first all is well, above the second something is wrong, between them it is worth a look. */
export const [fine, wrong] = [1e-7, 1e-3];
/** Steps tried, 1e-1 … 1e-12 relative to max(1, |θᵢ|): which one is best depends on the loss's scale and curvature. */
const epsilons = Float64Array.from({ length: 23 }, (_, k) => 10 ** (-1 - k / 2));

/** The gradient at x against two-sided differences (L(θ + ε) − L(θ − ε))/2ε, with the ε that agrees best. */
export function checkAgainstDifferences(objective: Objective, x: Float64Array): GradientCheck {
  const trials = trialsFor(objective, x, gradientAt(objective, x));
  const best = trials.reduce((a, b) => (b.relativeError < a.relativeError ? b : a));
  return { ...best, epsilonSweep: sweepOf(trials) };
}

/** The gradient at x against one that the user computed there. */
export function checkAgainstUser(objective: Objective, x: Float64Array, given: Float64Array): GradientCheck {
  return { ...compareWithExact(objective, x, given), epsilonSweep: sweepOf(trialsFor(objective, x, given)) };
}

/** The comparison alone, which needs one evaluation. */
export function compareWithExact(objective: Objective, x: Float64Array, given: Float64Array): Comparison {
  return compareGradients(gradientAt(objective, x), given);
}

const trialsFor = (objective: Objective, x: Float64Array, gradient: Float64Array): Comparison[] =>
  Array.from(epsilons, (epsilon) => compareGradients(gradient, differences(objective, x, epsilon)));

const sweepOf = (trials: readonly Comparison[]): EpsilonSweep => ({
  epsilon: epsilons,
  relativeError: Float64Array.from(trials, ({ relativeError }) => relativeError),
});

function compareGradients(exact: Float64Array, other: Float64Array): Comparison {
  const components = Array.from(exact, (a, i) => ({
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

function differences(objective: Objective, x: Float64Array, epsilon: number): Float64Array {
  return x.map((xi, i) => {
    const step = epsilon * Math.max(1, Math.abs(xi));
    const [up, down] = [x.slice(), x.slice()];
    up[i] = xi + step;
    down[i] = xi - step;
    // The step that was really taken, after rounding.
    return (objective.value(up) - objective.value(down)) / (up[i] - down[i]);
  });
}
