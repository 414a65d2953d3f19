import { dot, largestMagnitude, plus, row, scaled } from '../linalg/vector';
import { gradientRoot, type Local } from './gradientRoot';
import { distance, inUnitCube, type Smooth } from './unitCube';

/** How far from a degenerate root the next one is looked for; the unit is the search box. */
const probe = 5e-3;
/** Step along a curve of roots, which becomes a polyline of such pieces. */
export const stride = 1 / 64;
const longestCurve = 1000;
/** On a curve of roots the smallest |λ| is this small against the largest, up to the error of the root. */
const flat = 1e-6;

/**
 * Whether a degenerate root (in coordinates of the unit cube) is one of a continuum: when the search, started a little to
 * either side along the null direction, stays there instead of coming back.
 */
export function isPartOfContinuum(objective: Smooth, root: Local): boolean {
  const away = nullDirection(root);
  return [1, -1].some((sign) => {
    const found = rootNear(objective, plus(root.x, sign * probe, away));
    return found !== undefined && distance(found.x, root.x) > probe / 2;
  });
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
