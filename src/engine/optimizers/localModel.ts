import { t } from '../../l10n/t';
import { zeroTolerance } from '../curvature/classify';
import { symmetricEigen } from '../linalg/symmetricEigen';
import { dot, norm, row } from '../linalg/vector';
import type { Objective } from '../objective';
import { OptionError } from '../options';
import type { Environment, Point } from './optimizer';

/** Above this many parameters the full Hessian and its eigenvectors take too long for a step. */
export const denseLimit = 1000;

/** The quadratic model of the loss at a point, in the eigenvectors of its Hessian. */
export interface LocalModel {
  readonly n: number;
  /** λ ascending, row k of `vectors` belonging to λₖ, and the slope uₖᵀg along it. */
  readonly eigenvalues: Float64Array;
  readonly vectors: Float64Array;
  readonly slopes: Float64Array;
}

/** Throws `OptionError` for a method that needs an n × n matrix of more parameters than can be had. */
export function requireDense(method: string, n: number): undefined {
  if (n <= denseLimit) return undefined;
  throw new OptionError(
    t('{0} keeps a matrix over all pairs of parameters, too large for {1} of them (limit {2}); take lbfgs.', method, n, denseLimit),
  );
}

export function localModel(objective: Objective, { x, gradient }: Point): LocalModel {
  return modelOf(objective.hessian(x), gradient);
}

export function modelOf(hessian: Float64Array, gradient: Float64Array): LocalModel {
  const n = gradient.length;
  const { values, vectors } = symmetricEigen(hessian, n);
  return { n, eigenvalues: values, vectors, slopes: values.map((_, k) => dot(row(vectors, k, n), gradient)) };
}

/** Σ cₖuₖ */
export function combination({ n, vectors }: LocalModel, coefficients: Float64Array): Float64Array {
  const sum = new Float64Array(n);
  coefficients.forEach((c, k) => {
    for (let i = 0; i < n; i++) sum[i] += c * vectors[k * n + i];
  });
  return sum;
}

/** −(Σ slopeₖpₖ + ½Σ λₖpₖ²) */
export function decrease({ eigenvalues, slopes }: LocalModel, p: Float64Array): number {
  return p.reduce((sum, pk, k) => sum - slopes[k] * pk - 0.5 * eigenvalues[k] * pk * pk, 0);
}

/** The lowest eigenvalue, where it is negative beyond rounding. */
export function hasNegativeCurvature({ eigenvalues }: LocalModel): boolean {
  return eigenvalues[0] < -zeroTolerance(eigenvalues);
}

/** A critical point without a way down, to second order. */
export function isSecondOrderPoint({ gradient }: Point, model: LocalModel, { tolerance }: Environment): boolean {
  return norm(gradient) <= tolerance && !hasNegativeCurvature(model);
}
