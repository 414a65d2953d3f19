import { t } from '../../../l10n/t';
import { symmetricEigenvalues } from '../../linalg/symmetricEigen';
import { largestMagnitude } from '../../linalg/vector';
import type { Box } from '../unitCube';
import { type Interval, isBounded, midpoint, mul, square, sub, width } from './interval';
import { fullMatrix, type IntervalBox } from './krawczyk';
import { PathEnclosures, type TraceAt } from './pathEnclosures';
import type { Enclosure } from './traceIntervals';

export type ConvexityProof = { readonly kind: 'convex' } | { readonly kind: 'open'; readonly reason: string };

const mostBoxes = 20_000;
const smallestPart = 2 ** -12;

/**
 * Branch and bound: shows H ⪰ 0 over a box by showing it for bounds of H over the parts. A loss with kinks or branches is
 * left open, for convexity then hangs on the kinks as well.
 */
export function* provesConvex(traceAt: TraceAt, box: Box): Generator<undefined, ConvexityProof> {
  const paths = new PathEnclosures(traceAt);
  const stack: { readonly part: IntervalBox; readonly size: number }[] = [{ part: box.map(([lo, hi]) => ({ lo, hi })), size: 1 }];
  let examined = 0;
  for (; examined < mostBoxes && !paths.exhausted; examined++) {
    const current = stack.pop();
    if (!current) return { kind: 'convex' };
    yield undefined;
    const over = paths.everywhereTaken(current.part);
    if (paths.unprovable) return { kind: 'open', reason: paths.unprovable };
    if (over && isPositiveSemidefinite(over, box.length)) continue;
    if (current.size < smallestPart)
      return { kind: 'open', reason: t('bounds on the Hessian do not settle it: somewhere it is nearly singular, or not smooth') };
    for (const part of halves(current.part, box)) stack.push({ part, size: current.size / 2 ** (1 / box.length) });
  }
  return { kind: 'open', reason: t('{0} boxes did not settle it', examined.toLocaleString('en')) };
}

function halves(part: IntervalBox, box: Box): IntervalBox[] {
  const sides = part.map((x, i) => width(x) / (box[i][1] - box[i][0]));
  const widest = sides.indexOf(Math.max(...sides));
  const { lo, hi } = part[widest];
  const middle = midpoint(part[widest]);
  return [part.with(widest, { lo, hi: middle }), part.with(widest, { lo: middle, hi })];
}

/** Every symmetric matrix within the bounds is positive semidefinite. */
export function isPositiveSemidefinite({ hessian, partial }: Pick<Enclosure, 'hessian' | 'partial'>, n: number): boolean {
  if (partial || !hessian.every(isBounded)) return false;
  if (hessian.length === 0) return true;
  return n <= 2 ? bySylvester(hessian) : byPerturbation(fullMatrix(hessian, n), n);
}

/** In two dimensions h₁₁ ≥ 0, h₂₂ ≥ 0 and h₁₁h₂₂ ≥ h₁₂², exact for singular matrices too. */
function bySylvester([h11, h12, h22]: readonly Interval[]): boolean {
  if (h22 === undefined) return h11.lo >= 0;
  return h11.lo >= 0 && h22.lo >= 0 && sub(mul(h11, h22), square(h12)).lo >= 0;
}

/** λmin of the middle matrix exceeds the largest row sum of the radii (Rohn 1994, theorem 5) and the eigenvalues' rounding. */
function byPerturbation(hessian: readonly Interval[], n: number): boolean {
  const values = symmetricEigenvalues(Float64Array.from(hessian, midpoint), n);
  const rowSum = (i: number): number => hessian.slice(i * n, i * n + n).reduce((sum, entry) => sum + width(entry), 0);
  const radius = Math.max(...Array.from({ length: n }, (_, i) => rowSum(i)));
  return values[0] >= radius + 1e-13 * n * largestMagnitude(values);
}
