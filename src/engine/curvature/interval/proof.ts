import type { Trace } from '../../autodiff/trace';
import type { Box } from '../unitCube';
import { type Interval, isWithin, point, width } from './interval';
import { centreOf, type IntervalBox, krawczyk, type Verdict } from './krawczyk';
import { type Enclosure, enclose, type LiveTrace, liveTrace } from './traceIntervals';

/** The path the loss takes at a point, as a trace; undefined where it can't be traced. */
export type TraceAt = (x: Float64Array) => Trace | undefined;

/** Found in the course of a proof: a point is new, or the proof has ended. */
export type ProofStep =
  | { readonly kind: 'working' }
  | { readonly kind: 'found'; readonly near: Float64Array }
  | { readonly kind: 'complete' }
  | { readonly kind: 'open'; readonly reason: string };

/** Boxes examined before the proof is given up, and boxes that stay undecided. */
const [mostBoxes, mostUndecided] = [30_000, 200];
/** A box this small, as a part of the whole, that is still open stays undecided. */
const smallestPart = 2 ** -24;
/** At these sizes of open boxes Newton's method is tried. */
const guessParts = [2 ** -6, 2 ** -10, 2 ** -14];
const mostPaths = 64;

/**
 * Branch and bound over a box in interval arithmetic: shows that it holds no critical points but those that are known and
 * those that are found on the way. `isolate` gives, for a point known or guessed, a box round it that holds exactly one.
 */
export class Proof {
  private readonly traces: LiveTrace[] = [];
  private readonly isolated: IntervalBox[] = [];
  private unprovable: string | undefined;

  constructor(
    private readonly traceAt: TraceAt,
    private readonly box: Box,
  ) {}

  /**
   * @param known critical points, each the best float approximation
   * @param refine Newton's method from a point; undefined if it finds no critical point near it
   */
  *run(known: readonly Float64Array[], refine: (x: Float64Array) => Float64Array | undefined): Generator<ProofStep, void> {
    for (const x of known) {
      if (!this.isolate(x)) return yield open(this.unprovable ?? `${describe(x)} can't be isolated: its Hessian is singular, or nearly`);
    }
    const stack: IntervalBox[] = [this.box.map(([lo, hi]) => ({ lo, hi }))];
    const undecided: IntervalBox[] = [];
    for (let examined = 0; ; examined++) {
      const current = stack.pop();
      if (!current) break;
      if (this.unprovable) return yield open(this.unprovable);
      if (examined >= mostBoxes)
        return yield open(`${mostBoxes.toLocaleString('en')} boxes did not decide it; one near ${describe(centreOf(current))} was next`);
      if (this.isKnown(current)) continue;
      const verdict = this.examine(current);
      if (verdict.kind !== 'none' && this.isWorthAGuess(current, verdict)) yield this.guess(verdict.within, refine);
      else yield { kind: 'working' };
      if (verdict.kind === 'none' || this.isKnown(verdict.within)) continue;
      if (this.partOfWhole(current) > smallestPart) stack.push(...this.halves(verdict.within));
      else if (undecided.push(current) >= mostUndecided) break;
    }
    yield undecided.length === 0
      ? { kind: 'complete' }
      : open(`near ${describe(centreOf(undecided[0]))} neither presence nor absence can be shown`);
  }

  private examine(box: IntervalBox): Verdict {
    const over = this.enclose(box);
    if (!over) return { kind: 'open', within: box };
    return krawczyk(box, over, () => this.enclose(Array.from(centreOf(box), point))?.gradient);
  }

  /** Bounds over the box on the path of the loss that is taken in all of it, if there is one. */
  private enclose(box: IntervalBox): Enclosure | undefined {
    for (const trace of this.traces) {
      const over = enclose(trace, box);
      if (over) return over;
    }
    const added = this.record(centreOf(box));
    return added && enclose(added, box);
  }

  private record(x: Float64Array): LiveTrace | undefined {
    if (this.traces.some((known) => enclose(known, Array.from(x, point)))) return undefined;
    const trace = this.traceAt(x);
    if (!trace) this.unprovable ??= "the loss can't be traced, so that it can't be evaluated over intervals";
    else if (trace.externals.length > 0) this.unprovable ??= 'the loss draws random numbers or reads the clock';
    else if (this.traces.length >= mostPaths) this.unprovable ??= `the loss takes more than ${mostPaths} different paths through the code`;
    if (!trace || this.unprovable) return undefined;
    const added = liveTrace(trace);
    this.traces.unshift(added);
    return added;
  }

  /** The largest box round x for which the interval test shows exactly one critical point. */
  private isolate(x: Float64Array): boolean {
    for (let part = 1 / 8; part > smallestPart; part /= 2) {
      const around = this.box.map(([lo, hi], i): Interval => ({ lo: x[i] - part * (hi - lo), hi: x[i] + part * (hi - lo) }));
      if (this.examine(around).kind !== 'one') continue;
      this.isolated.push(around);
      return true;
    }
    return false;
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
    const middle = centreOf(box)[widest];
    return [box.with(widest, { lo: box[widest].lo, hi: middle }), box.with(widest, { lo: middle, hi: box[widest].hi })];
  }
}

function open(reason: string): ProofStep {
  return { kind: 'open', reason };
}

function describe(x: Float64Array): string {
  return `(${Array.from(x, (xi) => Number(xi.toPrecision(4))).join(', ')})`;
}
