import { Failures } from '../failures';
import { extremeEigenpairs, gaussianVectors, rademacherVectors } from '../linalg/lanczos';
import { symmetricEigenvalues } from '../linalg/symmetricEigen';
import { dot, norm, plus, scaled } from '../linalg/vector';
import type { Objective } from '../objective';
import type { Work } from '../work';
import { meanAndError } from './density';

/**
 * How sharp a minimum is, by three measures. None of them says how well a network generalises by itself: rescaling its layers,
 * which leaves the function as it is, changes them all (Dinh et al. 2017).
 */
export interface Sharpness {
  readonly loss: number;
  readonly largestEigenvalue: number;
  /** tr H, with the standard error of its estimate; 0 when exact. */
  readonly trace: number;
  readonly traceError: number;
  /** ε, the length of the perturbations. */
  readonly epsilon: number;
  /** The mean increase of the loss over random directions of length ε, with its standard error: about ½ε²·tr H / n. */
  readonly meanIncrease: number;
  readonly meanIncreaseError: number;
  /** The highest increase met: over those directions and ±ε along the eigenvector of λmax, about ½ε²·λmax. */
  readonly worstIncrease: number;
}

export interface SharpnessOptions {
  /** By default a hundredth of 1 + ‖θ‖. */
  readonly epsilon?: number;
  readonly directions?: number;
  readonly seed?: number;
}

/** Up to so many parameters the Hessian is formed; above, the trace is Hutchinson's estimate. */
const denseLimit = 200;
const traceProbes = 30;

/** Several minima by the same perturbations, so that they can be compared. Yields the list after each. */
export function* sharpnesses(
  objective: Objective,
  points: readonly Float64Array[],
  options: SharpnessOptions = {},
): Work<readonly Sharpness[]> {
  const known: Sharpness[] = [];
  for (const at of points) {
    known.push(yield* sharpness(objective, at, options));
    yield [...known];
  }
  return known;
}

/** Loss, λmax, trace and perturbed losses at a minimum. NaN where the perturbed loss can't be evaluated anywhere. */
export function* sharpness(objective: Objective, at: Float64Array, options: SharpnessOptions = {}): Generator<undefined, Sharpness> {
  const { epsilon = 0.01 * (1 + norm(at)), directions = 64, seed = 1 } = options;
  const loss = objective.value(at);
  const { largestEigenvalue, steepest } = yield* sharpestDirection(objective, at, seed);
  const trace = yield* traceOf(objective, at, seed);
  const failures = new Failures();
  const increase = (u: Float64Array): number => (failures.attempt(() => objective.value(plus(at, epsilon, u))) ?? Number.NaN) - loss;
  const draw = direction(objective.n, seed);
  const increases: number[] = [];
  for (let k = 0; k < directions; k++) {
    increases.push(increase(draw()));
    yield undefined;
  }
  const known = increases.filter(Number.isFinite);
  const { mean, error } = meanAndError(known);
  const worst = [...known, ...[steepest, scaled(-1, steepest)].map(increase).filter(Number.isFinite)];
  return {
    ...{ loss, largestEigenvalue, epsilon },
    trace: trace.mean,
    traceError: trace.error,
    meanIncrease: mean,
    meanIncreaseError: error,
    worstIncrease: worst.length === 0 ? Number.NaN : worst.reduce((a, b) => Math.max(a, b)),
  };
}

/** λmax alone. Yields between products. */
export function* largestEigenvalue(objective: Objective, at: Float64Array, seed = 1): Generator<undefined, number> {
  return (yield* sharpestDirection(objective, at, seed)).largestEigenvalue;
}

function* sharpestDirection(
  objective: Objective,
  at: Float64Array,
  seed: number,
): Generator<undefined, { largestEigenvalue: number; steepest: Float64Array }> {
  const multiply = (v: Float64Array, product: Float64Array): void => objective.hessianVector(at, v, product);
  const run = extremeEigenpairs(multiply, objective.n, { tolerance: 1e-6, seed });
  let step = run.next();
  for (; !step.done; step = run.next()) yield undefined;
  const { values, vectors } = step.value;
  return { largestEigenvalue: values[values.length - 1], steepest: vectors.slice(-objective.n) };
}

function direction(n: number, seed: number): () => Float64Array {
  const draw = gaussianVectors(n, seed + 1);
  return () => {
    const v = draw();
    return scaled(1 / norm(v), v);
  };
}

function* traceOf(objective: Objective, at: Float64Array, seed: number): Generator<undefined, { mean: number; error: number }> {
  const { n } = objective;
  if (n <= denseLimit) {
    return { mean: symmetricEigenvalues(objective.hessian(at), n).reduce((sum, value) => sum + value, 0), error: 0 };
  }
  const draw = rademacherVectors(n, seed + 2);
  const product = new Float64Array(n);
  const samples: number[] = [];
  while (samples.length < traceProbes) {
    const v = draw();
    objective.hessianVector(at, v, product);
    samples.push(dot(v, product));
    yield undefined;
  }
  return meanAndError(samples);
}
