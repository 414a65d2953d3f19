import { orthogonalise } from '../linalg/orthogonalise';
import { dot, norm, plus, row, scaled } from '../linalg/vector';
import type { Objective } from '../objective';
import { combination, type LocalModel, modelOf } from './localModel';
import type { Point } from './optimizer';

/** The quadratic model of the loss within the span of a few directions. */
export interface SubspaceModel {
  /** In the coordinates of `basis`. */
  readonly model: LocalModel;
  /** Orthonormal, and H times each of them. */
  readonly basis: readonly Float64Array[];
  readonly images: readonly Float64Array[];
}

/** What is left of a unit vector that lies in the span already. */
const lostInSpan = 1e-7;

/** Over the span of `directions`, and of what H makes of them, over and over, up to `size` dimensions: there linear conjugate gradients go. */
export function subspaceModel(objective: Objective, point: Point, directions: readonly Float64Array[], size: number): SubspaceModel {
  const n = point.x.length;
  const multiply = multiplier(objective, point, Math.max(size, directions.length) >= n);
  const basis: Float64Array[] = [];
  const images: Float64Array[] = [];
  const include = (direction: Float64Array): void => {
    const added = scaled(1 / norm(direction), direction);
    const left = orthogonalise(added, basis);
    if (!(left > lostInSpan)) return;
    basis.push(scaled(1 / left, added));
    images.push(multiply(basis[basis.length - 1]));
  };
  directions.forEach(include);
  for (let k = 0; k < basis.length && basis.length < Math.min(size, n); k++) include(images[k]);
  return { model: projected(basis, images, point.gradient), basis, images };
}

/** Σ cₖ·basisₖ */
export function lifted(basis: readonly Float64Array[], c: Float64Array): Float64Array {
  return basis.reduce((sum, b, k) => plus(sum, c[k], b), new Float64Array(basis[0].length));
}

/** Σ cₖuₖ in the parameters, uₖ being the eigenvectors of the model. */
export function inParameters({ model, basis }: SubspaceModel, c: Float64Array): Float64Array {
  return lifted(basis, combination(model, c));
}

function projected(basis: readonly Float64Array[], images: readonly Float64Array[], gradient: Float64Array): LocalModel {
  const q = basis.length;
  const hessian = new Float64Array(q * q);
  for (let i = 0; i < q; i++) {
    for (let j = 0; j < q; j++) hessian[i * q + j] = (dot(basis[i], images[j]) + dot(basis[j], images[i])) / 2;
  }
  return modelOf(
    hessian,
    Float64Array.from(basis, (b) => dot(b, gradient)),
  );
}

/** H·v; where products along all directions will be asked for, the whole of H comes cheaper. */
function multiplier(objective: Objective, point: Point, whole: boolean): (v: Float64Array) => Float64Array {
  const n = point.x.length;
  if (whole) {
    const hessian = objective.hessian(point.x).slice();
    return (v) => v.map((_, i) => dot(row(hessian, i, n), v));
  }
  return (v) => {
    const product = new Float64Array(n);
    objective.hessianVector(point.x, v, product);
    return product;
  };
}
