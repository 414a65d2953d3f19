import { extremeEigenpairs } from '../linalg/lanczos';
import { lowestEigen, symmetricEigen } from '../linalg/symmetricEigen';
import { norm } from '../linalg/vector';
import type { DerivativeKind, Objective } from '../objective';
import { finish } from '../work';
import { conditionNumber, type Definiteness, definiteness, type Inertia, inertia, isCritical, type PointKind, pointKind } from './classify';

/**
 * Everything known of the loss at one point. Eigenvalues ascending; row k of `eigenvectors` (rows of length n) belongs to eigenvalue k,
 * and a brief report has the first only.
 */
export interface PointReport extends Curvature {
  readonly at: Float64Array;
  readonly loss: number;
  readonly gradient: Float64Array;
  readonly gradientNorm: number;
  readonly critical: boolean;
  /** Undefined where the point is not critical, and where the Hessian is not finite. */
  readonly kind: PointKind | undefined;
  readonly derivatives: DerivativeKind;
}

/**
 * The Hessian's part of a report. Above the dense limit `hessian` is absent, `eigenvalues` are the few smallest and largest
 * that Lanczos finds, inertia counts only those, and determinant, trace and (unless definite) κ are NaN: unknown.
 */
interface Curvature {
  /** Row-major n × n; absent from a brief report. */
  readonly hessian?: Float64Array;
  readonly eigenvalues: Float64Array;
  readonly eigenvectors: Float64Array;
  readonly conditionNumber: number;
  readonly determinant: number;
  readonly trace: number;
  readonly inertia: Inertia;
  readonly definiteness: Definiteness;
}

/** Up to this many parameters the whole Hessian is formed and diagonalised. */
export const denseLimit = 1000;
/** Above it, how many eigenvalues at each end. */
const extremes = 5;

interface ReadoutOptions {
  /** Parameters up to which the whole Hessian is formed. */
  readonly limit?: number;
  /** Without what takes n² numbers: no Hessian, and of the eigenvectors that of the smallest eigenvalue alone. */
  readonly brief?: boolean;
}

/** Loss, gradient, Hessian and their verdict at x (length n). Throws what the user's code throws. */
export function readout(objective: Objective, x: Float64Array, { limit = denseLimit, brief = false }: ReadoutOptions = {}): PointReport {
  const gradient = new Float64Array(objective.n);
  const loss = objective.valueAndGradient(x, gradient);
  const gradientNorm = norm(gradient);
  const curvature = objective.n <= limit ? denseCurvature(objective, x, brief) : extremeCurvature(objective, x, brief);
  const critical = isCritical(gradientNorm, loss, curvature.eigenvalues);
  const kind = critical && curvature.definiteness !== 'undefined' ? pointKind(curvature.inertia) : undefined;
  return { at: x.slice(), loss, gradient, gradientNorm, ...curvature, critical, kind, derivatives: objective.derivatives };
}

function denseCurvature(objective: Objective, x: Float64Array, brief: boolean): Curvature {
  const { n } = objective;
  const hessian = objective.hessian(x);
  const { values, vectors } = brief ? lowestEigen(hessian, n) : symmetricEigen(hessian, n);
  return {
    ...(!brief && { hessian: hessian.slice() }),
    eigenvalues: values,
    eigenvectors: vectors,
    conditionNumber: conditionNumber(values),
    determinant: determinant(hessian, values),
    trace: values.reduce((sum, _, i) => sum + hessian[i * n + i], 0),
    ...verdict(values),
  };
}

/** In two dimensions from the entries: exact where they are small integers. Else the product of the eigenvalues. */
function determinant(hessian: Float64Array, eigenvalues: Float64Array): number {
  if (hessian.length === 4) return hessian[0] * hessian[3] - hessian[1] * hessian[2];
  return eigenvalues.reduce((product, value) => product * value, 1);
}

function extremeCurvature(objective: Objective, x: Float64Array, brief: boolean): Curvature {
  const multiply = (v: Float64Array, product: Float64Array): void => objective.hessianVector(x, v, product);
  const { values, vectors } = finish(extremeEigenpairs(multiply, objective.n, { count: extremes, tolerance: 1e-6 }));
  const sameSign = values[0] > 0 || values[values.length - 1] < 0;
  return {
    eigenvalues: values,
    eigenvectors: brief ? vectors.slice(0, objective.n) : vectors,
    conditionNumber: sameSign ? conditionNumber(values) : Number.NaN,
    determinant: Number.NaN,
    trace: Number.NaN,
    ...verdict(values),
  };
}

function verdict(eigenvalues: Float64Array): { inertia: Inertia; definiteness: Definiteness } {
  const counts = inertia(eigenvalues);
  return { inertia: counts, definiteness: definiteness(counts) };
}
