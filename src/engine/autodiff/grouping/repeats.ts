import { ARITY } from '../ops';
import type { Trace } from '../trace';
import type { Part, Stretch } from './blocks';
import { MAX_RUN } from './runs';
import { VariantFinder } from './variants';

/** Longer turns are no better than straight code. */
const MAX_TURN = 4000;
const MIN_TURNS = 3;
/** A loop must save this many operations of code. */
const MIN_SAVING = 200;
/** How many distances between look-alike places are tried as lengths of a turn. */
const MAX_CANDIDATES = 12;
/** Operations that look-alike places have in common. */
const LIKENESS = 8;

/** Loops that save this share of the code leave little to branching ones, */
const SATISFACTORY = 0.8;
/** unless turns are longer: they may be several alike but for a few operations, which shorter code runs faster. */
const LONG_TURN = 4 * MAX_RUN;

/** Cuts a trace, from its first operation on, into loops as far as it repeats itself, and straight pieces of at most `longest` operations. */
export function stretches(trace: Trace, longest: number): Part[] {
  const found: Part[] = [];
  new Cutter(trace, longest, found).cut(trace.inputs, trace.nodes);
  return found;
}

class Cutter {
  private readonly variants: VariantFinder;

  constructor(
    private readonly trace: Trace,
    private readonly longest: number,
    private readonly found: Part[],
  ) {
    this.variants = new VariantFinder(trace);
  }

  cut(from: number, to: number): void {
    const { loops, saving } = bestLoops(this.trace, from, to);
    const isSatisfactory = saving >= SATISFACTORY * (to - from) && loops.every(({ length }) => length <= LONG_TURN);
    if (isSatisfactory || !this.cutBranching(from, to, saving)) this.cutAround(loops, from, to);
  }

  /** False if no branching loop saves more than the given amount. */
  private cutBranching(from: number, to: number, least: number): boolean {
    if (to - from < MIN_SAVING) return false;
    const loop = this.variants.between(from, to);
    if (loop === undefined || loop.saving <= Math.max(least, MIN_SAVING)) return false;
    this.cut(from, loop.part.start);
    this.found.push(loop.part);
    this.cut(loop.end, to);
    return true;
  }

  private cutAround(loops: readonly Stretch[], from: number, to: number): void {
    let next = from;
    for (const loop of loops) {
      this.cut(next, loop.start);
      this.found.push(loop);
      next = loop.start + loop.length * loop.turns;
    }
    if (loops.length > 0) this.cut(next, to);
    else for (; next < to; next += this.longest) this.found.push({ start: next, length: Math.min(this.longest, to - next), turns: 1 });
  }
}

/** The loops between two places whose common length of turn saves the most; none if none saves enough. */
function bestLoops(trace: Trace, from: number, to: number): { readonly loops: readonly Stretch[]; readonly saving: number } {
  let best: readonly Stretch[] = [];
  let most = MIN_SAVING;
  for (const length of candidates(trace, from, to)) {
    const loops = new LoopFinder(trace, length).between(from, to);
    const saving = loops.reduce((sum, { turns }) => sum + (turns - 1) * length, 0);
    if (saving > most) [best, most] = [loops, saving];
  }
  return { loops: best, saving: best.length > 0 ? most : 0 };
}

/** The most frequent distances to the last place where the same operations stand. */
function candidates({ op }: Trace, from: number, to: number): number[] {
  const last = new Map<number, number>();
  const counts = new Map<number, number>();
  for (let i = from; i + LIKENESS <= to; i++) {
    let hash = 0;
    for (let k = 0; k < LIKENESS; k++) hash = (Math.imul(hash, 31) + op[i + k]) | 0;
    const distance = i - (last.get(hash) ?? i);
    last.set(hash, i);
    if (distance > 0 && distance <= MAX_TURN) counts.set(distance, (counts.get(distance) ?? 0) + 1);
  }
  return [...counts.entries()]
    .sort(([d, p], [e, q]) => q - p || d - e)
    .slice(0, MAX_CANDIDATES)
    .map(([distance]) => distance);
}

/** Finds all loops with turns of one length in one pass. */
class LoopFinder {
  private readonly operands: readonly Int32Array[];

  constructor(
    private readonly trace: Trace,
    private readonly length: number,
  ) {
    this.operands = [trace.a, trace.b, trace.c];
  }

  between(from: number, to: number): Stretch[] {
    const { length } = this;
    const loops: Stretch[] = [];
    let start = from;
    for (let i = from + length; i <= to; i++) {
      const earliest = i === to ? i : this.earliestStart(i, start);
      if (earliest <= start) continue;
      const turns = Math.floor((i - start) / length);
      if (turns >= MIN_TURNS) {
        loops.push({ start, length, turns });
        start += turns * length;
      }
      start = Math.max(start, earliest);
    }
    return loops;
  }

  /** The earliest start of a loop around operation i and the one a turn before it, given one that suits all before i. */
  private earliestStart(i: number, start: number): number {
    const { trace, length, operands } = this;
    const before = i - length;
    if (trace.op[i] !== trace.op[before]) return before + 1;
    let earliest = start;
    for (let k = 0; k < ARITY[trace.op[i]]; k++) {
      const suits = this.operandSuits(operands[k], i, start);
      if (suits > earliest) earliest = suits;
    }
    return earliest;
  }

  /** The same for one operand: it moves on as it did a turn before, and lies a turn further on or before the loop. */
  private operandSuits(operand: Int32Array, i: number, start: number): number {
    const { length } = this;
    const { nodes } = this.trace;
    const before = i - length;
    const [now, then] = [operand[i], operand[before]];
    const stride = now - then;
    if (now >= nodes !== then >= nodes) return before + 1;
    const moves = now < nodes && stride !== length && (now >= start || then >= start);
    const earliest = moves ? Math.min(Math.max(now, then), before) + 1 : start;
    const regular = before - length < earliest || then - operand[before - length] === stride;
    return regular ? earliest : before - length + 1;
  }
}
