import { t } from '../../l10n/t';
import { type PointReport, readout } from '../curvature/readout';
import { LimitError } from '../errors';
import { extremeEigenpairs, gaussianVectors } from '../linalg/lanczos';
import { addScaled, dot, norm, plus, row, scaled } from '../linalg/vector';
import type { Objective } from '../objective';
import type { MatrixBlock } from '../optimizers/optimizer';
import type { Trajectory } from '../trajectory';
import { finish } from '../work';
import type { Plane } from './plane';

/** How the plane of a map is chosen, other than by two coordinates; the points that it needs come along. */
export type PlaneChoice =
  | { readonly kind: 'eigenvectors' | 'random'; readonly at: Float64Array; readonly seed?: number }
  /** `params` in rows; `at` is the last of them. */
  | { readonly kind: 'trajectory'; readonly at: Float64Array; readonly params: Float64Array }
  | { readonly kind: 'points'; readonly points: readonly [a: Float64Array, b: Float64Array, c: Float64Array] };

export interface ChosenPlane {
  readonly plane: Plane;
  /** For a trajectory: parts of its variance along both directions. */
  readonly explained?: readonly [number, number];
  /** For eigenvectors: the λ of both. */
  readonly eigenvalues?: readonly [number, number];
}

/** The plane of a choice. Throws `LimitError` where there is none, or many. */
export function choosePlane(objective: Objective, choice: PlaneChoice, matrices: readonly MatrixBlock[]): ChosenPlane {
  switch (choice.kind) {
    case 'eigenvectors': {
      const report = readout(objective, choice.at);
      if (!report.eigenvectors.every(Number.isFinite))
        throw new LimitError(t('The Hessian is not finite there, so that it has no eigenvectors.'));
      const [first, second] = steepest(report);
      return { plane: eigenPlane(report), eigenvalues: [report.eigenvalues[first], report.eigenvalues[second]] };
    }
    case 'random':
      return { plane: spanning(randomPlane(choice.at, matrices, choice.seed ?? 0)) };
    case 'trajectory': {
      const { plane, explained } = trajectoryPlane({ params: choice.params, n: objective.n });
      if (!(norm(plane.second) > 0) || !(explained[1] > 1e-14))
        throw new LimitError(
          t('The path is a straight line, so that many planes go through it. Take other directions or another optimizer.'),
        );
      return { plane, explained };
    }
    case 'points':
      return { plane: threePointPlane(...choice.points) };
    default:
      return choice satisfies never;
  }
}

/** Filter-normalised directions are as long as the weights: there are none where all of these are zero. */
function spanning(plane: Plane): Plane {
  if (!(norm(plane.first) > 0 && norm(plane.second) > 0))
    throw new LimitError(t('All weights are zero at the end of the path, and filter-normalised directions have their length.'));
  return plane;
}

/** Indices of the eigenvalues, the largest |λ| first. */
const steepest = ({ eigenvalues }: PointReport): number[] =>
  [...eigenvalues.keys()].sort((i, j) => Math.abs(eigenvalues[j]) - Math.abs(eigenvalues[i]));

/** Through the report's point along the eigenvectors of the two largest |λ|: where the loss bends most. */
export function eigenPlane(report: PointReport): Plane {
  const { at, eigenvectors } = report;
  const order = steepest(report);
  const direction = (rank: number): Float64Array =>
    rank < order.length ? row(eigenvectors, order[rank], at.length).slice() : new Float64Array(at.length);
  return { origin: at.slice(), first: direction(0), second: direction(1) };
}

export interface TrajectoryPlane {
  readonly plane: Plane;
  /** Parts of the variance of the trajectory that lie along `first` and `second`; their sum is at most 1. */
  readonly explained: readonly [number, number];
}

/** Through the last point along the two principal components of the trajectory's points (Li et al. 2018, §7.2). */
export function trajectoryPlane({ params, n }: Pick<Trajectory, 'params' | 'n'>): TrajectoryPlane {
  const rows = Array.from({ length: params.length / n }, (_, k) => row(params, k, n));
  const mean = new Float64Array(n);
  for (const point of rows) addScaled(mean, 1 / rows.length, point);
  const centred = rows.map((point) => plus(point, -1, mean));
  const covariance = (v: Float64Array, product: Float64Array): void => {
    product.fill(0);
    for (const offset of centred) addScaled(product, dot(offset, v), offset);
  };
  const { values, vectors } = finish(extremeEigenpairs(covariance, n, { count: 2 }));
  const total = centred.reduce((sum, offset) => sum + dot(offset, offset), 0);
  const component = (rank: number): { direction: Float64Array; part: number } => {
    const k = values.length - 1 - rank;
    if (k < 0) return { direction: new Float64Array(n), part: 0 };
    return { direction: row(vectors, k, n).slice(), part: total === 0 ? 0 : Math.max(0, values[k]) / total };
  };
  const [main, next] = [component(0), component(1)];
  return {
    plane: { origin: rows[rows.length - 1].slice(), first: main.direction, second: next.direction },
    explained: [main.part, next.part],
  };
}

/**
 * Through a point along two random directions, each scaled filter by filter to the norm of the weights there, so that the
 * picture does not change when layers are rescaled (Li et al. 2018, §4). Filters are the rows of matrix parameters; other
 * coordinates stay fixed, as biases do there. Without matrices the whole vector is one filter.
 */
export function randomPlane(at: Float64Array, matrices: readonly MatrixBlock[], seed: number): Plane {
  const draw = gaussianVectors(at.length, seed);
  const filters = filtersOf(at.length, matrices);
  return { origin: at.slice(), first: filterNormalised(draw(), at, filters), second: filterNormalised(draw(), at, filters) };
}

type Range = readonly [start: number, end: number];

function filtersOf(n: number, matrices: readonly MatrixBlock[]): Range[] {
  if (matrices.length === 0) return [[0, n]];
  return matrices.flatMap(({ offset, rows, columns }) =>
    Array.from({ length: rows }, (_, i): Range => [offset + i * columns, offset + (i + 1) * columns]),
  );
}

function filterNormalised(direction: Float64Array, at: Float64Array, filters: readonly Range[]): Float64Array {
  const result = new Float64Array(at.length);
  for (const [start, end] of filters) {
    const part = direction.subarray(start, end);
    if (end > start) result.set(scaled(norm(at.subarray(start, end)) / norm(part), part), start);
  }
  return result;
}

/** Through three points: a at the origin, b on the u axis, orthonormal directions (Garipov et al. 2018, appendix A.1). */
export function threePointPlane(a: Float64Array, b: Float64Array, c: Float64Array): Plane {
  const [ab, ac] = [plus(b, -1, a), plus(c, -1, a)];
  const first = scaled(1 / norm(ab), ab);
  const second = plus(ac, -dot(ac, first), first);
  const height = norm(second);
  if (!(height > 1e-12 * norm(ac))) throw new LimitError(t('The three points lie on a line, so that many planes go through them.'));
  return { origin: a.slice(), first, second: scaled(1 / height, second) };
}
