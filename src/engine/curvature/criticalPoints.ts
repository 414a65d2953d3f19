import { t } from '../../l10n/t';
import { LimitError } from '../errors';
import { Failures } from '../failures';
import { largestMagnitude } from '../linalg/vector';
import type { Objective } from '../objective';
import type { Work } from '../work';
import { inertia, isCritical, type PointKind, pointKind } from './classify';
import { curveThrough, type Surroundings, sameLevel, stride, surroundings } from './continuum';
import { type Local, localModel, searchRoot } from './gradientRoot';
import { halton, haltonDimensions } from './halton';
import type { Traceable } from './interval/pathEnclosures';
import { Proof } from './interval/proof';
import type { Continuum, CriticalPoint, CriticalPoints, GradientFlatPoint } from './points';
import { type Box, distance, fromUnitCube, inUnitCube, onUnitCube, type Smooth, toUnitCube } from './unitCube';

/** Iterates may leave the box by this part of its side before a search is given up. */
const leeway = 0.5;
/** A root this far outside, as a part of the side, is on the border up to rounding. */
const borderRounding = 1e-9;
/** Roots closer than this part of the box are one; those that rounding smears (κ above `smearedCondition`) are within `smeared`. */
const [distinct, smeared, smearedCondition] = [1e-6, 1e-3, 1e6];
/** The search goes on until so few points are expected to be missing, within these numbers of starts. */
const acceptedMissing = 0.2;
const [fewestStarts, mostStarts] = [200, 4000];
/** From so many the first points are found; where a proof is to follow it finds the others. */
const startsBeforeProof = 50;
const mostFlat = 20;
const kinds: readonly PointKind[] = ['minimum', 'saddle', 'maximum', 'degenerate'];

/** Proofs by intervals are tried with up to so many parameters: the number of boxes grows exponentially. */
const provableDimensions = 2;

/**
 * All critical points in a box (one interval per parameter, n ≤ 10), by root finding on ∇L from evenly spread starts, the
 * same each time. Yields the list whenever it grows. With up to two parameters and a loss that can be traced, branch and bound
 * over intervals then finds what is missing and proves the list complete. A sample alone proves nothing: `expectedMissing`
 * estimates what further starts would find, and `reason` says why there is no proof.
 */
export function* criticalPoints(objective: Traceable, box: Box): Work<CriticalPoints> {
  if (objective.n > haltonDimensions) {
    throw new LimitError(t('Critical points can be searched for with up to {0} parameters; there are {1}.', haltonDimensions, objective.n));
  }
  const search = new Search(objective, box);
  yield* sample(search, objective.n, (starts) => starts >= startsBeforeProof);
  const reason = yield* prove(search, objective, box);
  if (reason === undefined) return search.result({ proof: 'complete', expectedMissing: 0 });
  yield* sample(
    search,
    objective.n,
    (starts) => starts >= mostStarts || (starts >= fewestStarts && search.expectedMissing() <= acceptedMissing),
  );
  return search.result({ reason });
}

/** Goes on from start to start. */
function* sample(search: Search, n: number, enough: (starts: number) => boolean): Generator<CriticalPoints | undefined, void> {
  const failures = new Failures();
  while (!enough(search.starts)) {
    const from = search.starts === 0 ? new Float64Array(n).fill(0.5) : halton(search.starts, n);
    yield failures.attempt(() => search.from(from)) ? search.result() : undefined;
  }
  failures.throwIfAllFailed();
}

/** Undefined when the list is proven complete, else why not. Points that the proof comes across are added. */
function* prove(search: Search, objective: Traceable, box: Box): Generator<CriticalPoints | undefined, string | undefined> {
  const obstacle = obstacleToProof(search, objective);
  if (obstacle) return obstacle;
  const failures = new Failures();
  const proof = new Proof((x) => failures.attempt(() => objective.traceAt?.(x)), box);
  const refine = (x: Float64Array) => failures.attempt(() => search.refine(x));
  for (const step of proof.run(search.positions(), refine)) {
    if (step.kind === 'complete')
      return step.points === search.positions().length ? undefined : t('some points are too near to each other to be told apart');
    if (step.kind === 'open') return step.reason;
    yield step.kind === 'found' && search.from(toUnitCube(box, step.near)) ? search.result() : undefined;
  }
  return t('the proof was not finished');
}

function obstacleToProof(search: Search, { n, derivatives, traceAt }: Traceable): string | undefined {
  if (n > provableDimensions) return t('proofs are made for up to {0} parameters', provableDimensions);
  if (derivatives === 'numeric' || !traceAt) return t('derivatives are numeric, so that the loss can’t be evaluated over intervals');
  return search.hasContinua() ? t('critical points are not isolated: they fill curves or regions') : undefined;
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
  private readonly flat: { readonly t: Float64Array; readonly point: GradientFlatPoint }[] = [];
  starts = 0;
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
    const root = this.search(start);
    if (!root) return false;
    this.arrivals++;
    return this.add(root);
  }

  /** With w found by N arrivals, w(w + 1)/(N − w − 2) are expected to be missing (Boender & Rinnooy Kan 1987, Math. Prog. 37, eq. 8). */
  expectedMissing(): number {
    const found = this.roots.length + this.continua.length;
    const spare = this.arrivals - found - 2;
    if (found === 0) return 0;
    return spare > 0 ? (found * (found + 1)) / spare : Number.POSITIVE_INFINITY;
  }

  /** Newton's method from x; undefined if it finds no critical point in the box. */
  refine(x: Float64Array): Float64Array | undefined {
    return this.search(toUnitCube(this.box, x))?.point.at;
  }

  positions(): Float64Array[] {
    return this.roots.map(({ point }) => point.at);
  }

  hasContinua(): boolean {
    return this.continua.length > 0;
  }

  result(status: Partial<CriticalPoints> = {}): CriticalPoints {
    const points = ordered(this.roots.filter((root) => !this.liesOnKnown(root)).map(({ point }) => point));
    return {
      box: this.box,
      points,
      counts: countsOf(points),
      continua: this.continua.map(({ continuum }) => continuum).sort((a, b) => a.loss - b.loss),
      gradientFlat: this.flat.map(({ point }) => point).sort((a, b) => a.gradientNorm - b.gradientNorm),
      proof: 'sampled',
      starts: this.starts,
      expectedMissing: this.expectedMissing(),
      ...status,
    };
  }

  private search(start: Float64Array): Root | undefined {
    const end = searchRoot(this.scaled, start, (t) => !inUnitCube(t, leeway));
    if (end.kind === 'lost' || !inUnitCube(end.local.x, borderRounding)) return undefined;
    const { kind, local } = end;
    const at = fromUnitCube(this.box, local.x);
    if (kind === 'flat') this.noteFlat(local, at);
    const point = kind === 'critical' ? criticalPoint(this.objective, at) : undefined;
    return point && { local, point };
  }

  private noteFlat({ x, loss }: Local, at: Float64Array): void {
    if (this.flat.length >= mostFlat || this.flat.some((known) => distance(known.t, x) <= smeared)) return;
    this.flat.push({ t: x, point: { at, loss, gradientNorm: localModel(this.objective, at).gradientNorm } });
  }

  private add(root: Root): boolean {
    if (this.liesOnKnown(root)) return false;
    const known = this.roots.findIndex(({ local }) => distance(local.x, root.local.x) <= mergingDistance(root));
    if (known < 0) return this.addNew(root);
    if (root.point.gradientNorm < this.roots[known].point.gradientNorm) this.roots[known] = root;
    return false;
  }

  private addNew(root: Root): boolean {
    const { local, point } = root;
    const around: Surroundings = point.kind === 'degenerate' ? surroundings(this.scaled, local) : { kind: 'isolated' };
    switch (around.kind) {
      case 'isolated':
        this.roots.push(root);
        return true;
      case 'slope':
        this.noteFlat(local, point.at);
        return false;
      case 'continuum':
        return this.addContinuum(around.member);
      default:
        return around satisfies never;
    }
  }

  private addContinuum(local: Local): boolean {
    const point = criticalPoint(this.objective, fromUnitCube(this.box, local.x));
    if (!point || this.liesOnKnown({ local, point })) return false;
    this.continua.push(this.continuumOf({ local, point }));
    return true;
  }

  private liesOnKnown(root: Root): boolean {
    return this.continua.some(({ continuum, path }) => liesOn(continuum, path, root));
  }

  private continuumOf({ local, point }: Root): { continuum: Continuum; path: readonly Float64Array[] } {
    const [positive, zero, negative] = point.inertia;
    const path = zero === 1 ? curveThrough(this.scaled, local) : [local.x];
    const points = path.map((t) => fromUnitCube(this.box, t));
    return {
      path,
      continuum: { dimension: zero, loss: point.loss, inertia: point.inertia, kind: pointKind([positive, 0, negative]), points },
    };
  }
}

function criticalPoint(objective: Objective, at: Float64Array): CriticalPoint | undefined {
  const { loss, gradientNorm, eigen } = localModel(objective, at);
  if (!isCritical(gradientNorm, loss, eigen.values)) return undefined;
  const counts = inertia(eigen.values);
  return { at, loss, gradientNorm, eigenvalues: eigen.values, inertia: counts, kind: pointKind(counts) };
}

/**
 * A degenerate root of the same loss, near the curve; flat regions of one loss count as one. Its nullity may be another than the
 * continuum's: rounding blurs it, and where curves cross it is larger.
 */
function liesOn({ dimension, loss }: Continuum, path: readonly Float64Array[], { local, point }: Root): boolean {
  if (point.kind !== 'degenerate' || !sameLevel(loss, point.loss)) return false;
  return dimension > 1 || path.some((t) => distance(t, local.x) <= stride);
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
