import { ARITY, OP } from '../ops';
import type { Trace } from '../trace';
import type { Block, Branching } from './blocks';
import { joinedRuns, type Runs } from './runs';

/** As far as a variant is a byte. */
const MAX_VARIANTS = 250;
/** More code than this in one loop engines are slow to optimise. */
const MAX_CODE = 4000;
const MIN_TURNS = 8;
/** How many ways of cutting into turns are tried. */
const MAX_CANDIDATES = 8;

/** A branching loop in a part of a trace, and how many operations of code it saves. */
export interface BranchingLoop {
  readonly part: Branching;
  readonly end: number;
  readonly saving: number;
}

/** The turns of a loop, each a run of its own at first, and how many operations of code that saves. */
interface Turns extends Runs {
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
    const bounds = this.bounds(site, from, to);
    const kinds = this.kinds(bounds);
    const last = kinds.length - 1;
    // What comes after the loop goes with its last turn.
    const runs =
      kinds.lastIndexOf(kinds[last], -2) < 0 ? { bounds: bounds.subarray(0, -1), kinds: kinds.subarray(0, -1) } : { bounds, kinds };
    const code = lengthOf(runs);
    if (runs.kinds.length < MIN_TURNS || code > MAX_CODE || new Set(runs.kinds).size > MAX_VARIANTS) return undefined;
    return { ...runs, saving: runs.bounds[runs.kinds.length] - bounds[0] - code };
  }

  private loopOf({ saving, ...runs }: Turns): BranchingLoop | undefined {
    const part = this.part(joinedRuns(runs));
    return part && { part, end: runs.bounds[runs.kinds.length], saving };
  }

  /** Where the site comes round, and the end. */
  private bounds(site: number, from: number, to: number): Int32Array {
    const sites = this.trace.site;
    let count = 1;
    for (let i = from; i < to; i++) if (sites[i] === site) count++;
    const bounds = new Int32Array(count).fill(to);
    let next = 0;
    for (let i = from; i < to; i++) if (sites[i] === site) bounds[next++] = i;
    return bounds;
  }

  private part(bounds: Int32Array): Branching | undefined {
    const order = this.kinds(bounds);
    const starts: number[][] = [];
    const lengths: number[] = [];
    order.forEach((kind, k) => {
      starts[kind] ??= [];
      starts[kind].push(bounds[k]);
      lengths[kind] = bounds[k + 1] - bounds[k];
    });
    const variants = starts.map((list, k): Block => ({ length: lengths[k], starts: Int32Array.from(list) }));
    const fits = variants.length <= MAX_VARIANTS && lengths.reduce((sum, length) => sum + length, 0) <= MAX_CODE;
    return fits ? { start: bounds[0], variants, order: Uint8Array.from(order) } : undefined;
  }

  /** Numbers runs by what they do: the same number where they do the same. */
  private kinds(bounds: Int32Array): Int32Array {
    const known = new Map<number, { readonly run: number; readonly kind: number }[]>();
    const kinds = new Int32Array(bounds.length - 1);
    let count = 0;
    for (let k = 0; k < kinds.length; k++) {
      const hash = this.hash(bounds[k], bounds[k + 1]);
      const bucket = known.get(hash) ?? [];
      known.set(hash, bucket);
      const alike = bucket.find(({ run }) => this.areAlike(bounds, k, run));
      if (alike === undefined) bucket.push({ run: k, kind: count });
      kinds[k] = alike?.kind ?? count++;
    }
    return kinds;
  }

  private hash(start: number, end: number): number {
    let hash = end - start;
    for (let i = start; i < end; i++) {
      hash = Math.imul(hash, 31) + this.trace.op[i] * 3 + this.expected[i];
      for (let k = 0; k < ARITY[this.trace.op[i]]; k++) hash = (Math.imul(hash, 31) + this.operand(i, k, start)) | 0;
    }
    return hash;
  }

  private areAlike(bounds: Int32Array, p: number, q: number): boolean {
    const [start, other] = [bounds[p], bounds[q]];
    if (bounds[p + 1] - start !== bounds[q + 1] - other) return false;
    const { op } = this.trace;
    for (let i = start, j = other; i < bounds[p + 1]; i++, j++) {
      if (op[i] !== op[j] || this.expected[i] !== this.expected[j]) return false;
      for (let k = 0; k < ARITY[op[i]]; k++) if (this.operand(i, k, start) !== this.operand(j, k, other)) return false;
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
function lengthOf({ bounds, kinds }: Runs): number {
  const lengths = new Map<number, number>();
  kinds.forEach((kind, k) => {
    lengths.set(kind, bounds[k + 1] - bounds[k]);
  });
  return [...lengths.values()].reduce((sum, length) => sum + length, 0);
}
