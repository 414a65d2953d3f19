import type { Run } from './variants';

/** Operations that all joined kinds together may have. */
const MAX_JOINED = 1500;
/** A kind that is rarer is not worth code of its own. */
const MIN_COUNT = 8;

/**
 * Joins neighbouring runs into longer ones as long as the most frequent pair of kinds is frequent (Larsson and Moffat, Off-line
 * dictionary-based compression, Proc. IEEE 88, 2000): choosing what to do next is then due less often, and guessed wrong less often.
 */
export function joinedRuns(runs: readonly Run[], kinds: readonly number[]): Run[] {
  const sequence = new Sequence(runs, kinds);
  for (let code = 0; ; ) {
    const pair = sequence.mostFrequentPair();
    if (pair === undefined) break;
    code += pair.length;
    if (code > MAX_JOINED) break;
    sequence.join(pair);
  }
  return sequence.runs();
}

interface Pair {
  readonly first: number;
  readonly second: number;
  readonly length: number;
}

/** Neighbouring runs in columns, as there may be a million of them, of kinds that are few. */
class Sequence {
  private length: number;
  private readonly kind: Int32Array;
  private readonly start: Int32Array;
  private readonly end: Int32Array;
  private kinds: number;

  constructor(runs: readonly Run[], kinds: readonly number[]) {
    this.length = runs.length;
    this.kind = Int32Array.from(kinds);
    this.start = Int32Array.from(runs, ({ start }) => start);
    this.end = Int32Array.from(runs, ({ end }) => end);
    this.kinds = kinds.reduce((max, kind) => Math.max(max, kind), 0) + 1;
  }

  mostFrequentPair(): Pair | undefined {
    const { kind, start, end, kinds } = this;
    const counts = new Uint32Array(kinds * kinds);
    let [at, most] = [-1, MIN_COUNT - 1];
    for (let k = 1; k < this.length; k++) {
      const count = ++counts[kind[k - 1] * kinds + kind[k]];
      if (count > most) [at, most] = [k, count];
    }
    return at < 0 ? undefined : { first: kind[at - 1], second: kind[at], length: end[at] - start[at - 1] };
  }

  /** Makes one run, of a new kind, of each such pair. */
  join({ first, second }: Pair): void {
    const { kind, start, end, length } = this;
    let next = 0;
    for (let k = 0; k < length; k++, next++) {
      const joins = kind[k] === first && k + 1 < length && kind[k + 1] === second;
      start[next] = start[k];
      kind[next] = joins ? this.kinds : kind[k];
      end[next] = end[joins ? ++k : k];
    }
    this.length = next;
    this.kinds++;
  }

  runs(): Run[] {
    return Array.from(this.start.subarray(0, this.length), (start, k) => ({ start, end: this.end[k] }));
  }
}
