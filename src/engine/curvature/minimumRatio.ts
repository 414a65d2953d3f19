import { t } from '../../l10n/t';
import { descending } from '../descend';
import { LimitError } from '../errors';
import { Failures } from '../failures';
import { gaussianVectors } from '../linalg/lanczos';
import { largestMagnitude, plus } from '../linalg/vector';
import type { Objective } from '../objective';
import type { Work } from '../work';
import { criticalTolerance, type Inertia, inertia, isCritical, type PointKind, pointKind } from './classify';
import { type Local, localModel, rootSearch } from './gradientRoot';
import { distance, fromUnitCube, onUnitCube, toUnitCube } from './unitCube';

/** A critical or near-critical point for the scatter of loss against the share of directions that go up. */
export interface RatioPoint {
  readonly at: Float64Array;
  readonly loss: number;
  readonly gradientNorm: number;
  /** False where ‖∇L‖ is small and yet not 0. */
  readonly critical: boolean;
  readonly inertia: Inertia;
  /** By the eigenvalues alone, where the point is near-critical. */
  readonly kind: PointKind;
  /** (number of λ > 0) / n: 1 at a minimum (Dauphin et al. 2014; Pennington & Bahri 2017). */
  readonly ratio: number;
}

export interface MinimumRatioOptions {
  readonly starts?: number;
  /** Starts are normally distributed round `at` with this standard deviation per coordinate. */
  readonly spread?: number;
  readonly seed?: number;
}

/** What is known after some of the starts. */
export interface RatioSearch {
  readonly points: readonly RatioPoint[];
  readonly starts: number;
  /** From 0 to 1. */
  readonly progress: number;
}

/** Each step diagonalises the Hessian. */
export const mostParameters = 400;
/** How far a search may go from its start, in standard deviations. */
const reach = 20;
/** Descents are to come near a minimum; the search for the root does the rest. */
const descent = { steps: 100, tolerance: 1e-8 };
/** A point counts as near-critical up to this many times the gradient that counts as 0. */
const nearCritical = 1e6;

/**
 * Critical points of all indices round a point, by Newton-type root finding on the gradient: from random starts, where it is
 * drawn to saddles as well as to minima, and from where descents from them end, since among many parameters it hardly ever
 * finds a minimum by itself. Yields the list after each search. Points found twice are listed once.
 */
export function* minimumRatios(objective: Objective, at: Float64Array, options: MinimumRatioOptions = {}): Work<RatioSearch> {
  const { n } = objective;
  if (n > mostParameters)
    throw new LimitError(t('Critical points of a network are searched for with up to {0} parameters; there are {1}.', mostParameters, n));
  const { starts = 60, spread = Math.max(0.5, 0.5 * largestMagnitude(at)), seed = 1 } = options;
  const draw = gaussianVectors(n, seed);
  const failures = new Failures();
  const points: RatioPoint[] = [];
  for (let k = 0; k < starts; k++) {
    const start = plus(at, spread, draw());
    for (const search of [rootNear(objective, start, spread), rootBelow(objective, start, spread)]) {
      const found = yield* attempting(failures, search);
      if (found && !points.some((known) => distance(known.at, found.at) <= 1e-6 * spread)) points.push(found);
      yield { points: [...points], starts: k + 1, progress: (k + 1) / starts };
    }
  }
  failures.throwIfAllFailed();
  return { points, starts, progress: 1 };
}

/** The ratio at any point, critical or not. */
export const ratioAt = (objective: Objective, at: Float64Array): RatioPoint => ratioOf(localModel(objective, at));

function ratioOf({ x, loss, gradientNorm, eigen: { values } }: Local): RatioPoint {
  const counts = inertia(values);
  const critical = isCritical(gradientNorm, loss, values);
  return { at: x, loss, gradientNorm, critical, inertia: counts, kind: pointKind(counts), ratio: counts[0] / x.length };
}

type Search = Generator<undefined, RatioPoint | undefined>;

function* attempting(failures: Failures, search: Search): Search {
  for (;;) {
    const step = failures.attempt(() => search.next());
    if (!step) return undefined;
    if (step.done) return step.value;
    yield undefined;
  }
}

function* rootNear(objective: Objective, start: Float64Array, spread: number): Search {
  const box = Array.from(start, (xi) => [xi - reach * spread, xi + reach * spread] as const);
  const middle = toUnitCube(box, start);
  const end = yield* rootSearch(onUnitCube(objective, box), middle, (t) => distance(t, middle) > 0.5);
  return end.kind === 'lost' ? undefined : pointAt(objective, fromUnitCube(box, end.local.x), end.kind === 'critical');
}

/** Where minima lie at infinity, as those of a cross-entropy do, a descent still ends near-critical. */
function* rootBelow(objective: Objective, start: Float64Array, spread: number): Search {
  const run = descending(objective, { optimizer: { id: 'trust-region', options: {} }, start, ...descent, curvature: false });
  let step = run.next();
  for (; !step.done; step = run.next()) yield undefined;
  const { stopped, answer } = step.value;
  if (stopped === 'diverged') return undefined;
  return (yield* rootNear(objective, answer, spread)) ?? pointAt(objective, answer, false);
}

function pointAt(objective: Objective, x: Float64Array, critical: boolean): RatioPoint | undefined {
  const local = localModel(objective, x);
  const tolerance = criticalTolerance(local.loss, local.eigen.values);
  return local.gradientNorm <= nearCritical * tolerance ? { ...ratioOf(local), critical } : undefined;
}
