import { addScaled, dot, largestMagnitude, norm, plus, row, scaled } from '../linalg/vector';
import { gradientRoot, type Local, localModel } from './gradientRoot';
import { distance, inUnitCube, type Smooth } from './unitCube';

/** How far from a degenerate root the next one is looked for; the unit is the search box. */
const probe = 5e-3;
/** Step along a curve of roots, which becomes a polyline of such pieces. */
export const stride = 1 / 64;
const longestCurve = 1000;
/** On a curve of roots the smallest |λ| is this small against the largest, up to the error of the root. */
const flat = 1e-6;

/** What lies round a degenerate root. */
export type Surroundings =
  /** No other roots: the search, started a little beside it, comes back. */
  | { readonly kind: 'isolated' }
  /** Roots of the same loss: a continuum, with a point of it that is typical. */
  | { readonly kind: 'continuum'; readonly member: Local }
  /** Seeming roots whose loss differs: the floor of a valley that slopes too little to be seen beside the steepness of its walls. */
  | { readonly kind: 'slope' };

/**
 * Looks round a degenerate root, in coordinates of the unit cube. The typical member is a point of the region at the border of a
 * flat region, a point of one of the curves where curves of roots cross, else the root itself.
 */
export function surroundings(objective: Smooth, root: Local): Surroundings {
  const inRegion = besideInRegion(objective, root);
  return inRegion ? { kind: 'continuum', member: inRegion } : alongNullSpace(objective, root);
}

export function sameLevel(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-10 * (1 + Math.abs(a));
}

/** A critical point to one side of the root, where that is the border of a flat region. */
function besideInRegion(objective: Smooth, { x, eigen: { values, vectors } }: Local): Local | undefined {
  for (let k = 0; k < values.length; k++) {
    if (isFlat(values, k)) continue;
    for (const sign of [1, -1]) {
      const beside = localModel(objective, plus(x, sign * probe, row(vectors, k, x.length)));
      if (beside.gradientNorm === 0) return beside;
    }
  }
  return undefined;
}

/** Started from a neighbour in the null space the search may stay near it, or end at another root. */
function alongNullSpace(objective: Smooth, root: Local): Surroundings {
  const direction = genericNullVector(root);
  for (const sign of [1, -1]) {
    const beside = plus(root.x, sign * probe, direction);
    const found = rootNear(objective, beside);
    if (!found || distance(found.x, root.x) <= probe / 2) continue;
    if (!sameLevel(root.loss, found.loss)) return { kind: 'slope' };
    return { kind: 'continuum', member: distance(found.x, beside) <= probe / 4 ? root : found };
  }
  return { kind: 'isolated' };
}

/** A unit vector of the null space that is in no special position to its eigenvectors. */
function genericNullVector({ eigen: { values, vectors } }: Local): Float64Array {
  const sum = new Float64Array(values.length);
  const flatOnes = [...values.keys()].filter((k) => isFlat(values, k));
  const chosen = flatOnes.length > 0 ? flatOnes : [nearestToZero(values).index];
  chosen.forEach((k, rank) => {
    addScaled(sum, 0.6 ** rank, row(vectors, k, values.length));
  });
  return scaled(1 / norm(sum), sum);
}

function isFlat(values: Float64Array, k: number): boolean {
  return Math.abs(values[k]) <= flat * largestMagnitude(values);
}

/** The curve of roots through one of its points, from end to end or border to border of the unit cube, or round to where it began. */
export function curveThrough(objective: Smooth, root: Local): Float64Array[] {
  const direction = nullDirection(root);
  const forward = follow(objective, root, direction);
  const closed = forward.length > 3 && distance(forward[forward.length - 1], root.x) < stride;
  if (closed) return [root.x, ...forward, root.x];
  return [...follow(objective, root, scaled(-1, direction)).reverse(), root.x, ...forward];
}

/** Predictor–corrector continuation (Allgower & Georg 1990, chapter 2): a step along the tangent, then back onto the curve. */
function follow(objective: Smooth, root: Local, initial: Float64Array): Float64Array[] {
  const points: Float64Array[] = [];
  let [current, direction] = [root, initial];
  while (points.length < longestCurve) {
    const next = rootNear(objective, plus(current.x, stride, direction));
    if (!next || !inUnitCube(next.x) || distance(next.x, current.x) < stride / 4) break;
    if (points.length > 2 && distance(next.x, root.x) < stride / 2) break;
    points.push(next.x);
    const tangent = nullDirection(next);
    direction = dot(tangent, direction) < 0 ? scaled(-1, tangent) : tangent;
    current = next;
  }
  return points;
}

function rootNear(objective: Smooth, x: Float64Array): Local | undefined {
  const found = gradientRoot(objective, x, (at) => distance(at, x) > 3 * stride);
  return found && Math.abs(nearestToZero(found.eigen.values).value) <= flat * largestMagnitude(found.eigen.values) ? found : undefined;
}

function nullDirection({ eigen: { values, vectors } }: Local): Float64Array {
  return row(vectors, nearestToZero(values).index, values.length);
}

function nearestToZero(values: Float64Array): { value: number; index: number } {
  const index = values.reduce((best, value, k) => (Math.abs(value) < Math.abs(values[best]) ? k : best), 0);
  return { value: values[index], index };
}
