import { symmetricEigen } from '../../linalg/symmetricEigen';
import { addScaled, largestMagnitude, row } from '../../linalg/vector';
import {
  add,
  contains,
  type Interval,
  intersection,
  isBounded,
  isEmpty,
  isInteriorOf,
  midpoint,
  mul,
  ONE,
  point,
  sub,
  ZERO,
} from './interval';
import type { Enclosure } from './traceIntervals';

export type IntervalBox = readonly Interval[];

export type Verdict =
  /** No critical point in the box. */
  | { readonly kind: 'none' }
  /** Exactly one, and it lies in `within`. */
  | { readonly kind: 'one'; readonly within: IntervalBox }
  /** All that there are lie in `within`; `smooth` unless second derivatives are unbounded there, as at kinks, jumps and poles. */
  | { readonly kind: 'open'; readonly within: IntervalBox; readonly smooth: boolean };

const none: Verdict = { kind: 'none' };

export const centreOf = (box: IntervalBox): Float64Array => Float64Array.from(box, midpoint);

/**
 * What bounds over a box X tell of the zeros of ∇L in it (Krawczyk 1969; Neumaier, Interval Methods for Systems of Equations,
 * 1990, §5.1): none where some component of ∇L(X) or of its mean value form lacks 0, or K = m − Y∇L(m) + (I − Y∇²L(X))(X − m)
 * misses X; exactly one where K lies inside X. Y is about the inverse of the middle of ∇²L(X).
 * @param atCentre ∇L(m) at the box's `centreOf`, as intervals that hold its rounding
 */
export function krawczyk(box: IntervalBox, over: Enclosure, atCentre: () => readonly Interval[]): Verdict {
  if (!over.gradient.every((g) => contains(g, 0))) return none;
  const n = box.length;
  const smooth = over.hessian.every(isBounded);
  const open: Verdict = { kind: 'open', within: box, smooth };
  const gradient = over.hessian.length > 0 && smooth ? atCentre() : [];
  if (gradient.length === 0) return open;
  const hessian = fullMatrix(over.hessian, n);
  const centre = centreOf(box);
  const offset = box.map((x, i) => sub(x, point(centre[i])));
  const meanValue = gradient.map((g, i) => add(g, product(hessian, offset, i)));
  if (!meanValue.every((g) => contains(g, 0))) return none;
  const inverse = approximateInverse(hessian, n);
  return inverse ? compared(box, newtonImage(centre, offset, gradient, hessian, inverse), over.partial) : open;
}

function compared(box: IntervalBox, image: IntervalBox, partial: boolean): Verdict {
  if (!partial && image.every((k, i) => isInteriorOf(k, box[i]))) return { kind: 'one', within: image };
  const within = image.map((k, i) => intersection(k, box[i]));
  return within.some(isEmpty) ? none : { kind: 'open', within, smooth: true };
}

/** K = m − Y∇L(m) + (I − YH)(X − m). */
function newtonImage(
  centre: Float64Array,
  offset: IntervalBox,
  gradient: readonly Interval[],
  hessian: readonly Interval[],
  inverse: Float64Array,
) {
  const n = centre.length;
  const y = Array.from(inverse, point);
  const residual = Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    const column = Array.from({ length: n }, (_, k) => hessian[k * n + j]);
    return sub(i === j ? ONE : ZERO, product(y, column, i));
  });
  return Array.from(centre, (m, i) => add(sub(point(m), product(y, gradient, i)), product(residual, offset, i)));
}

/** Row i of a row-major matrix times a vector. */
function product(matrix: readonly Interval[], vector: readonly Interval[], i: number): Interval {
  return vector.reduce((sum, v, j) => add(sum, mul(matrix[i * vector.length + j], v)), ZERO);
}

/** From the upper triangle by rows. */
export function fullMatrix(upper: readonly Interval[], n: number): Interval[] {
  const full: Interval[] = Array(n * n);
  let at = 0;
  for (let i = 0; i < n; i++) for (let j = i; j < n; j++) full[i * n + j] = full[j * n + i] = upper[at++];
  return full;
}

function approximateInverse(hessian: readonly Interval[], n: number): Float64Array | undefined {
  const { values, vectors } = symmetricEigen(Float64Array.from(hessian, midpoint), n);
  const singular = 1e-14 * largestMagnitude(values);
  if (values.some((value) => !(Math.abs(value) > singular))) return undefined;
  const inverse = new Float64Array(n * n);
  values.forEach((value, k) => {
    const u = row(vectors, k, n);
    for (let i = 0; i < n; i++) addScaled(row(inverse, i, n), u[i] / value, u);
  });
  return inverse;
}
