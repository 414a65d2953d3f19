import { Failures } from '../failures';
import { largestMagnitude } from '../linalg/vector';
import type { Objective } from '../objective';
import type { Work } from '../work';
import { inertia, isCritical, type PointKind, pointKind } from './classify';
import { curveThrough, isPartOfContinuum, stride } from './continuum';
import { gradientRoot, type Local, localModel } from './gradientRoot';
import { halton, haltonDimensions } from './halton';
import type { Continuum, CriticalPoint, CriticalPoints } from './points';
import { type Box, distance, fromUnitCube, inUnitCube, onUnitCube, type Smooth } from './unitCube';

/** Iterates may leave the box by this part of its side before a search is given up. */
const leeway = 0.5;
/** A root this far outside, as a part of the side, is on the border up to rounding. */
const borderRounding = 1e-9;
/** Roots closer than this part of the box are one; those that rounding smears (κ above `smearedCondition`) are within `smeared`. */
const [distinct, smeared, smearedCondition] = [1e-6, 1e-3, 1e6];
/** The search goes on until so few points are expected to be missing, within these numbers of starts. */
const acceptedMissing = 0.2;
const [fewestStarts, mostStarts] = [200, 10_000];
const kinds: readonly PointKind[] = ['minimum', 'saddle', 'maximum', 'degenerate'];

export interface CriticalPointsOptions {
  readonly mostStarts?: number;
}

/**
 * All critical points in a box (one interval per parameter, n ≤ 10), by root finding on ∇L from evenly spread starts, the
 * same each time. Yields the list whenever it grows. A sample proves nothing: `expectedMissing` is the estimate of what
 * further starts would find.
 */
export function* criticalPoints(objective: Objective, box: Box, options: CriticalPointsOptions = {}): Work<CriticalPoints> {
  if (objective.n > haltonDimensions) {
    throw new RangeError(`Critical points can be searched for with up to ${haltonDimensions} parameters; there are ${objective.n}.`);
  }
  const search = new Search(objective, box);
  const failures = new Failures();
  for (let start = 1; start <= (options.mostStarts ?? mostStarts); start++) {
    const from = start === 1 ? new Float64Array(objective.n).fill(0.5) : halton(start - 1, objective.n);
    const grew = failures.attempt(() => search.from(from)) ?? false;
    yield grew ? search.result() : undefined;
    if (start >= fewestStarts && search.expectedMissing() <= acceptedMissing) break;
  }
  failures.throwIfAllFailed();
  return search.result();
}

/** A root of ∇L: in coordinates of the unit cube, where it is searched for, and in the user's, where it is classified. */
interface Root {
  readonly local: Local;
  readonly point: CriticalPoint;
}

class Search {
  private readonly scaled: Smooth;
  private readonly roots: Root[] = [];
  private readonly continua: { readonly continuum: Continuum; readonly path: readonly Float64Array[] }[] = [];
  private starts = 0;
  private arrivals = 0;

  constructor(
    private readonly objective: Objective,
    private readonly box: Box,
  ) {
    this.scaled = onUnitCube(objective, box);
  }

  /** Follows one start in the unit cube; true when it has led to something new. */
  from(start: Float64Array): boolean {
    this.starts++;
    const local = gradientRoot(this.scaled, start, (t) => !inUnitCube(t, leeway));
    if (!local || !inUnitCube(local.x, borderRounding)) return false;
    const point = criticalPoint(this.objective, fromUnitCube(this.box, local.x));
    if (!point) return false;
    this.arrivals++;
    return this.add({ local, point });
  }

  /** With w found by N arrivals, w(w + 1)/(N − w − 2) are expected to be missing (Boender & Rinnooy Kan 1987, Math. Prog. 37, eq. 8). */
  expectedMissing(): number {
    const found = this.roots.length + this.continua.length;
    const spare = this.arrivals - found - 2;
    if (found === 0) return 0;
    return spare > 0 ? (found * (found + 1)) / spare : Number.POSITIVE_INFINITY;
  }

  result(): CriticalPoints {
    const points = ordered(this.roots.map(({ point }) => point));
    return {
      box: this.box,
      points,
      counts: countsOf(points),
      continua: this.continua.map(({ continuum }) => continuum).sort((a, b) => a.loss - b.loss),
      proof: 'sampled',
      starts: this.starts,
      expectedMissing: this.expectedMissing(),
    };
  }

  private add(root: Root): boolean {
    if (this.continua.some(({ continuum, path }) => liesOn(continuum, path, root))) return false;
    const known = this.roots.findIndex(({ local }) => distance(local.x, root.local.x) <= mergingDistance(root));
    if (known < 0) return this.addNew(root);
    if (root.point.gradientNorm < this.roots[known].point.gradientNorm) this.roots[known] = root;
    return false;
  }

  private addNew(root: Root): true {
    const { local, point } = root;
    if (point.kind !== 'degenerate' || !isPartOfContinuum(this.scaled, local)) {
      this.roots.push(root);
      return true;
    }
    const path = point.inertia[1] === 1 ? curveThrough(this.scaled, local) : [local.x];
    this.continua.push({
      path,
      continuum: continuumOf(
        point,
        path.map((t) => fromUnitCube(this.box, t)),
      ),
    });
    return true;
  }
}

function criticalPoint(objective: Objective, at: Float64Array): CriticalPoint | undefined {
  const { loss, gradientNorm, eigen } = localModel(objective, at);
  if (!isCritical(gradientNorm, loss, eigen.values)) return undefined;
  const counts = inertia(eigen.values);
  return { at, loss, gradientNorm, eigenvalues: eigen.values, inertia: counts, kind: pointKind(counts) };
}

function continuumOf({ loss, inertia: counts }: CriticalPoint, points: readonly Float64Array[]): Continuum {
  const [positive, zero, negative] = counts;
  return { dimension: zero, loss, inertia: counts, kind: pointKind([positive, 0, negative]), points };
}

/** Near a curve, or on the same level of a flat region. */
function liesOn({ dimension, loss }: Continuum, path: readonly Float64Array[], { local, point }: Root): boolean {
  if (dimension !== point.inertia[1]) return false;
  if (dimension > 1) return Math.abs(point.loss - loss) <= 1e-9 * (1 + Math.abs(loss));
  return path.some((t) => distance(t, local.x) <= stride);
}

/** Rounding of the gradient displaces a root by about ε/|λ|min. */
function mergingDistance({ local: { eigen }, point }: Root): number {
  const smallest = eigen.values.reduce((min, value) => Math.min(min, Math.abs(value)), Number.POSITIVE_INFINITY);
  const smears = point.kind === 'degenerate' || smallest * smearedCondition < largestMagnitude(eigen.values);
  return smears ? smeared : distinct;
}

/** By kind, then loss, then coordinates; losses that differ by rounding alone are equal, so that the order is stable. */
export function ordered(points: readonly CriticalPoint[]): CriticalPoint[] {
  const rounding = 1e-9 * Math.max(1, ...points.map(({ loss }) => Math.abs(loss)));
  const key = ({ kind, loss, at }: CriticalPoint): number[] => [kinds.indexOf(kind), Math.round(loss / rounding), ...at];
  return points
    .map((point) => ({ point, key: key(point) }))
    .sort((a, b) => a.key.map((value, i) => value - b.key[i]).find((difference) => difference !== 0) ?? 0)
    .map(({ point }) => point);
}

export function countsOf(points: readonly CriticalPoint[]): Record<PointKind, number> {
  const counts: Record<PointKind, number> = { minimum: 0, saddle: 0, maximum: 0, degenerate: 0 };
  for (const { kind } of points) counts[kind]++;
  return counts;
}
