import { ARITY, OP } from '../ops';
import type { Trace } from '../trace';
import type { Block, Branching } from './blocks';
import { joinedRuns } from './runs';

/** As far as a variant is a byte. */
const MAX_VARIANTS = 250;
/** More code than this in one loop engines are slow to optimise. */
const MAX_CODE = 4000;
const MIN_TURNS = 8;
/** How many ways of cutting into turns are tried. */
const MAX_CANDIDATES = 8;

/** From one operation up to another. */
export interface Run {
  readonly start: number;
  readonly end: number;
}

/** A branching loop in a part of a trace, and how many operations of code it saves. */
export interface BranchingLoop {
  readonly part: Branching;
  readonly end: number;
  readonly saving: number;
}

/** The turns of a loop, each of some kind; at first every turn is a run of its own. */
interface Turns {
  readonly runs: readonly Run[];
  readonly kinds: readonly number[];
  readonly saving: number;
}

/** Finds loops whose turns take different ways: a turn begins where an expression of the source comes round again. */
export class VariantFinder {
  /** By node: 0 where nothing is guarded, else 1 + what is expected. */
  private readonly expected: Uint8Array;

  constructor(private readonly trace: Trace) {
    this.expected = new Uint8Array(trace.nodes);
    for (const { node, expected } of trace.guards) if (node < trace.nodes) this.expected[node] = 1 + expected;
  }

  /** The loop that saves the most between two operations. */
  between(from: number, to: number): BranchingLoop | undefined {
    let best: Turns | undefined;
    for (const site of this.candidates(from, to)) {
      const turns = this.turnsFrom(site, from, to);
      if (turns !== undefined && turns.saving > (best?.saving ?? 0)) best = turns;
    }
    return best && this.loopOf(best);
  }

  /** Sites that may begin a turn: of those that ran equally often the first, the heaviest lot before others. */
  private candidates(from: number, to: number): number[] {
    const counts = new Map<number, number>();
    for (let i = from; i < to; i++) counts.set(this.trace.site[i], (counts.get(this.trace.site[i]) ?? 0) + 1);
    const lots = new Map<number, { readonly site: number; weight: number }>();
    for (const [site, count] of counts) {
      const lot = lots.get(count) ?? { site, weight: 0 };
      lots.set(count, lot);
      lot.weight += count;
    }
    return [...lots]
      .filter(([count]) => count >= MIN_TURNS)
      .sort(([, p], [, q]) => q.weight - p.weight)
      .slice(0, MAX_CANDIDATES)
      .map(([, { site }]) => site);
  }

  private turnsFrom(site: number, from: number, to: number): Turns | undefined {
    const runs = this.turns(site, from, to);
    const kinds = this.kinds(runs);
    // What comes after the loop goes with its last turn.
    if (kinds.lastIndexOf(kinds[kinds.length - 1], -2) < 0) {
      runs.pop();
      kinds.pop();
    }
    const code = lengthOf(runs, kinds);
    if (runs.length < MIN_TURNS || code > MAX_CODE || new Set(kinds).size > MAX_VARIANTS) return undefined;
    return { runs, kinds, saving: runs[runs.length - 1].end - runs[0].start - code };
  }

  private loopOf({ runs, kinds, saving }: Turns): BranchingLoop | undefined {
    const part = this.part(joinedRuns(runs, kinds));
    return part && { part, end: runs[runs.length - 1].end, saving };
  }

  private turns(site: number, from: number, to: number): Run[] {
    const starts: number[] = [];
    for (let i = from; i < to; i++) if (this.trace.site[i] === site) starts.push(i);
    return starts.map((start, k) => ({ start, end: starts[k + 1] ?? to }));
  }

  private part(runs: readonly Run[]): Branching | undefined {
    const order = this.kinds(runs);
    const starts: number[][] = [];
    const lengths: number[] = [];
    runs.forEach(({ start, end }, k) => {
      starts[order[k]] ??= [];
      starts[order[k]].push(start);
      lengths[order[k]] = end - start;
    });
    const variants = starts.map((list, k): Block => ({ length: lengths[k], starts: Int32Array.from(list) }));
    const fits = variants.length <= MAX_VARIANTS && lengths.reduce((sum, length) => sum + length, 0) <= MAX_CODE;
    return fits ? { start: runs[0].start, variants, order: Uint8Array.from(order) } : undefined;
  }

  /** Numbers runs by what they do: the same number where they do the same. */
  private kinds(runs: readonly Run[]): number[] {
    const known = new Map<number, { readonly run: Run; readonly kind: number }[]>();
    let count = 0;
    return runs.map((run) => {
      const hash = this.hash(run);
      const bucket = known.get(hash) ?? [];
      known.set(hash, bucket);
      const alike = bucket.find((other) => this.areAlike(run, other.run));
      if (alike !== undefined) return alike.kind;
      bucket.push({ run, kind: count });
      return count++;
    });
  }

  private hash({ start, end }: Run): number {
    let hash = end - start;
    for (let i = start; i < end; i++) {
      hash = Math.imul(hash, 31) + this.trace.op[i] * 3 + this.expected[i];
      for (let k = 0; k < ARITY[this.trace.op[i]]; k++) hash = (Math.imul(hash, 31) + this.operand(i, k, start)) | 0;
    }
    return hash;
  }

  private areAlike(p: Run, q: Run): boolean {
    if (p.end - p.start !== q.end - q.start) return false;
    const { op } = this.trace;
    for (let i = p.start, j = q.start; i < p.end; i++, j++) {
      if (op[i] !== op[j] || this.expected[i] !== this.expected[j]) return false;
      for (let k = 0; k < ARITY[op[i]]; k++) if (this.operand(i, k, p.start) !== this.operand(j, k, q.start)) return false;
    }
    return true;
  }

  /** What an operand is to a run: its place in it, or from outside a constant, an external or something that was computed. */
  private operand(i: number, k: number, start: number): number {
    const { a, b, c, nodes, op } = this.trace;
    const operand = (k === 0 ? a : k === 1 ? b : c)[i];
    if (operand >= nodes) return -1;
    if (operand >= start) return operand - start;
    return op[operand] === OP.external ? -2 : -3;
  }
}

/** Of one run of each kind. */
function lengthOf(runs: readonly Run[], kinds: readonly number[]): number {
  const lengths = new Map(runs.map(({ start, end }, k) => [kinds[k], end - start]));
  return [...lengths.values()].reduce((sum, length) => sum + length, 0);
}
