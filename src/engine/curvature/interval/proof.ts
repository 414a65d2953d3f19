import { t } from '../../../l10n/t';
import type { Box } from '../unitCube';
import { isWithin, point, width } from './interval';
import { centreOf, type IntervalBox, krawczyk, type Verdict } from './krawczyk';
import { type Candidate, covers, PathEnclosures, type TraceAt } from './pathEnclosures';
import { enclose } from './traceIntervals';

/** Found in the course of a proof: a point is new, or the proof has ended. */
export type ProofStep =
  | { readonly kind: 'working' }
  | { readonly kind: 'found'; readonly near: Float64Array }
  /** `points`: how many there are. */
  | { readonly kind: 'complete'; readonly points: number }
  | { readonly kind: 'open'; readonly reason: string };

/** Boxes examined before the proof is given up, and boxes that stay undecided. */
const [mostBoxes, mostUndecided] = [30_000, 200];
/** A box this small, as a part of the whole, that is still open stays undecided. */
const smallestPart = 2 ** -24;
/** Boxes round a point, as parts of the whole: to show that it is where it is said to be, and to isolate it from the others. */
const nearParts = [2 ** -18, 2 ** -14, 2 ** -10];
const isolatingParts = Array.from({ length: 16 }, (_, k) => 2 ** -(k + 3));
/** At these sizes of open boxes Newton's method is tried. */
const guessParts = [2 ** -4, 2 ** -6, 2 ** -8, 2 ** -12, 2 ** -16];
/** Boxes are cut off the middle: losses are often symmetric, and a point on a cut lies inside no box. */
const cut = 0.48;

/**
 * Branch and bound over a box in interval arithmetic: shows that it holds no critical points but those that are known and
 * those that are found on the way. `isolate` gives, for a point known or guessed, a box round it that holds exactly one.
 */
export class Proof {
  private readonly paths: PathEnclosures;
  private readonly isolated: IntervalBox[] = [];

  constructor(
    traceAt: TraceAt,
    private readonly box: Box,
    mostOperations?: number,
  ) {
    this.paths = new PathEnclosures(traceAt, mostOperations);
  }

  /**
   * @param known critical points, each the best float approximation
   * @param refine Newton's method from a point; undefined if it finds no critical point near it
   */
  *run(known: readonly Float64Array[], refine: (x: Float64Array) => Float64Array | undefined): Generator<ProofStep, void> {
    for (const x of known) {
      if (!this.isolate(x))
        return yield open(this.paths.unprovable ?? t("{0} can't be isolated: its Hessian is singular, or nearly", describe(x)));
    }
    const stack: IntervalBox[] = [this.box.map(([lo, hi]) => ({ lo, hi }))];
    let undecided = 0;
    let reason = '';
    for (let examined = 0; ; examined++) {
      const current = stack.pop();
      if (!current) break;
      if (this.paths.unprovable) return yield open(this.paths.unprovable);
      if (examined >= mostBoxes || this.paths.exhausted) {
        const boxes = examined.toLocaleString('en');
        return yield open(t('{0} boxes did not decide it; one near {1} was next', boxes, describe(centreOf(current))));
      }
      if (this.isKnown(current)) continue;
      const verdict = this.examine(current);
      if (verdict.kind !== 'none' && this.isWorthAGuess(current, verdict)) yield this.guess(verdict.within, refine);
      else yield { kind: 'working' };
      if (verdict.kind === 'none' || this.isKnown(verdict.within)) continue;
      if (this.partOfWhole(current) > smallestPart) stack.push(...this.halves(verdict.within));
      else {
        reason ||= reasonFor(current, verdict);
        if (++undecided >= mostUndecided) break;
      }
    }
    yield undecided === 0 ? { kind: 'complete', points: this.isolated.length } : open(reason);
  }

  private examine(box: IntervalBox): Verdict {
    const candidates = this.paths.candidates(box);
    const taken = candidates.find(({ over }) => over.path === 'taken');
    if (taken) return verdictOn(box, taken);
    const excluded = covers(candidates) && candidates.every((candidate) => verdictOn(box, candidate).kind === 'none');
    if (excluded) return { kind: 'none' };
    return this.paths.learn(box) ? this.examine(box) : { kind: 'open', within: box, smooth: false };
  }

  /** The largest box round x for which the test shows exactly one critical point, if one near enough to x to be called x is shown. */
  private isolate(x: Float64Array): boolean {
    const around = (part: number): IntervalBox =>
      this.box.map(([lo, hi], i) => ({ lo: x[i] - part * (hi - lo), hi: x[i] + part * (hi - lo) }));
    const holdsOne = (part: number): boolean => this.examine(around(part)).kind === 'one';
    if (!nearParts.some(holdsOne)) return false;
    const largest = isolatingParts.find(holdsOne);
    if (largest !== undefined) this.isolated.push(around(largest));
    return largest !== undefined;
  }

  private isKnown(box: IntervalBox): boolean {
    return this.isolated.some((region) => box.every((x, i) => isWithin(x, region[i])));
  }

  /** Where there is a point, or where one may sit on the border between boxes, which no test that needs an interior can show. */
  private isWorthAGuess(box: IntervalBox, { kind }: Verdict): boolean {
    const part = this.partOfWhole(box);
    return kind === 'one' || guessParts.some((size) => part <= size && part > size / 2);
  }

  /** Newton's method from the middle, and a box round what it finds. */
  private guess(box: IntervalBox, refine: (x: Float64Array) => Float64Array | undefined): ProofStep {
    const near = refine(centreOf(box));
    if (!near || this.isKnown(Array.from(near, point)) || !this.isolate(near)) return { kind: 'working' };
    return { kind: 'found', near };
  }

  private partOfWhole(box: IntervalBox): number {
    return Math.max(...box.map((x, i) => width(x) / (this.box[i][1] - this.box[i][0])));
  }

  private halves(box: IntervalBox): [IntervalBox, IntervalBox] {
    const sides = box.map((x, i) => width(x) / (this.box[i][1] - this.box[i][0]));
    const widest = sides.indexOf(Math.max(...sides));
    const { lo, hi } = box[widest];
    const at = lo + cut * (hi - lo);
    return [box.with(widest, { lo, hi: at }), box.with(widest, { lo: at, hi })];
  }
}

function verdictOn(box: IntervalBox, { trace, over }: Candidate): Verdict {
  return krawczyk(box, over, () => enclose(trace, Array.from(centreOf(box), point)).gradient);
}

function reasonFor(box: IntervalBox, verdict: Verdict): string {
  const near = describe(centreOf(box));
  if (verdict.kind === 'open' && !verdict.smooth) return t('near {0} the loss is not smooth, or not defined everywhere', near);
  return t('near {0} neither presence nor absence of a critical point can be shown', near);
}

function open(reason: string): ProofStep {
  return { kind: 'open', reason };
}

function describe(x: Float64Array): string {
  return `(${Array.from(x, (xi) => (Math.abs(xi) < 1e-6 ? 0 : Number(xi.toPrecision(4)))).join(', ')})`;
}
