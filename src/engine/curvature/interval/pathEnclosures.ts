import { t } from '../../../l10n/t';
import type { Trace } from '../../autodiff/trace';
import type { Objective } from '../../objective';
import { point } from './interval';
import { centreOf, type IntervalBox } from './krawczyk';
import { type Enclosure, enclose, type LiveTrace, liveTrace } from './traceIntervals';

/** An objective that may know the path its loss takes at a point, as a trace; undefined where it can't be traced. */
export interface Traceable extends Objective {
  traceAt?(x: Float64Array): Trace | undefined;
}

export type TraceAt = (x: Float64Array) => Trace | undefined;

/** A recorded path with what it gives over a box. */
export interface Candidate {
  readonly trace: LiveTrace;
  readonly over: Enclosure;
}

const mostPaths = 64;
/** Operations of traces, evaluated over boxes, after which a proof is given up: about half a minute. */
const mostOperations = 1e7;

/** The paths of a loss recorded so far, and what they give over boxes. */
export class PathEnclosures {
  private readonly traces: LiveTrace[] = [];
  /** Why nothing can be proven of this loss, once that has turned out. */
  unprovable: string | undefined;
  private operations = 0;

  constructor(
    private readonly traceAt: TraceAt,
    private readonly most = mostOperations,
  ) {}

  /** So much has been evaluated that a proof which is not there by now is given up. */
  get exhausted(): boolean {
    return this.operations >= this.most;
  }

  /** The recorded paths that the loss may take in the box; only the one, if it takes that everywhere. */
  candidates(box: IntervalBox): Candidate[] {
    const open: Candidate[] = [];
    for (const trace of this.traces) {
      const candidate = { trace, over: this.enclose(trace, box) };
      if (candidate.over.path === 'taken') return [candidate];
      if (candidate.over.path === 'open') open.push(candidate);
    }
    return open;
  }

  /** Bounds over a box in which the loss takes one path throughout; undefined where it may not. */
  everywhereTaken(box: IntervalBox): Enclosure | undefined {
    const find = (): Enclosure | undefined => this.candidates(box).find(({ over }) => over.path === 'taken')?.over;
    return find() ?? (this.learn(box) ? find() : undefined);
  }

  /** Records the paths at the middle and the corners of a box; true if there was a new one. */
  learn(box: IntervalBox): boolean {
    const corners = box.reduce<number[][]>(
      (points, { lo, hi }) =>
        points.flatMap((p) => [
          [...p, lo],
          [...p, hi],
        ]),
      [[]],
    );
    const before = this.traces.length;
    for (const x of [centreOf(box), ...corners.map((corner) => Float64Array.from(corner))]) this.record(x);
    return this.traces.length > before && !this.unprovable;
  }

  private enclose(trace: LiveTrace, box: IntervalBox): Enclosure {
    this.operations += trace.trace.nodes;
    return enclose(trace, box);
  }

  private record(x: Float64Array): void {
    const at = Array.from(x, point);
    if (this.unprovable || this.traces.some((known) => this.enclose(known, at).path !== 'avoided')) return;
    const trace = this.traceAt(x);
    if (!trace) this.unprovable = t("the loss can't be traced everywhere, so that it can't be evaluated over intervals");
    else if (trace.externals.length > 0) this.unprovable = t('the loss draws random numbers or reads the clock');
    else if (trace.outerWrites.size > 0) this.unprovable = t('the loss changes state that outlives the call');
    else if (this.traces.length >= mostPaths)
      this.unprovable = t('the loss takes more than {0} different paths through the code', mostPaths);
    else this.traces.unshift(liveTrace(trace));
  }
}

/**
 * Whether the candidates are all the paths that the loss can take: wherever one of them hangs on a guard that may turn out
 * either way, another is the same up to that guard and goes the other way.
 */
export function covers(candidates: readonly Candidate[]): boolean {
  const sameUpTo = (a: Trace, b: Trace, k: number): boolean =>
    a.guards.slice(0, k).every(({ node, expected }, i) => b.guards[i]?.node === node && b.guards[i].expected === expected) &&
    b.guards[k]?.node === a.guards[k].node &&
    b.guards[k].expected !== a.guards[k].expected;
  const turnsEitherWay = (trace: Trace, k: number): boolean => candidates.some((other) => sameUpTo(trace, other.trace.trace, k));
  return candidates.length > 0 && candidates.every(({ trace: { trace }, over }) => over.openGuards.every((k) => turnsEitherWay(trace, k)));
}
