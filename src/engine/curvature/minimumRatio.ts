import { LimitError } from '../errors';
import { Failures } from '../failures';
import { gaussianVectors } from '../linalg/lanczos';
import { largestMagnitude, plus } from '../linalg/vector';
import type { Objective } from '../objective';
import type { Work } from '../work';
import { inertia } from './classify';
import { gradientRoot, localModel } from './gradientRoot';
import { distance, fromUnitCube, onUnitCube } from './unitCube';

/** A critical or near-critical point for the scatter of loss against the share of directions that go up. */
export interface RatioPoint {
  readonly at: Float64Array;
  readonly loss: number;
  readonly gradientNorm: number;
  /** (number of λ > 0) / n: 1 at a minimum (Dauphin et al. 2014; Pennington & Bahri 2017). */
  readonly ratio: number;
}

export interface MinimumRatioOptions {
  readonly starts?: number;
  /** Starts are normally distributed round `at` with this standard deviation per coordinate. */
  readonly spread?: number;
  readonly seed?: number;
}

/** Each step diagonalises the Hessian. */
export const mostParameters = 400;
/** How far a search may go from its start, in standard deviations. */
const reach = 20;

/**
 * Critical points of all indices round a point, by Newton-type root finding on the gradient from random starts, which is
 * drawn to saddles as well as to minima. Yields the list after each start. Points found twice are listed once.
 */
export function* minimumRatios(objective: Objective, at: Float64Array, options: MinimumRatioOptions = {}): Work<readonly RatioPoint[]> {
  const { n } = objective;
  if (n > mostParameters)
    throw new LimitError(`Critical points of a network are searched for with up to ${mostParameters} parameters; there are ${n}.`);
  const { starts = 60, spread = Math.max(0.5, 0.5 * largestMagnitude(at)), seed = 1 } = options;
  const box = Array.from(at, (xi) => [xi - reach * spread, xi + reach * spread] as const);
  const scaled = onUnitCube(objective, box);
  const draw = gaussianVectors(n, seed);
  const failures = new Failures();
  const found: RatioPoint[] = [];
  for (let k = 0; k < starts; k++) {
    const start = plus(new Float64Array(n).fill(0.5), 1 / (2 * reach), draw());
    const root = failures.attempt(() => gradientRoot(scaled, start, (t) => distance(t, start) > 0.5));
    const x = root && fromUnitCube(box, root.x);
    if (x && !found.some((known) => distance(known.at, x) <= 1e-6 * spread)) found.push(ratioAt(objective, x));
    yield [...found];
  }
  failures.throwIfAllFailed();
  return found;
}

/** The ratio at any point, critical or not. */
export function ratioAt(objective: Objective, at: Float64Array): RatioPoint {
  const { loss, gradientNorm, eigen } = localModel(objective, at);
  return { at, loss, gradientNorm, ratio: inertia(eigen.values)[0] / objective.n };
}
