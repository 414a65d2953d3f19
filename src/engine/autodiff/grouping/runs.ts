/** Operations that all joined kinds together may have. */
const MAX_JOINED = 1500;
/** A longer run has more values than registers, above all with second derivatives: what is gained is lost in moving them. */
export const MAX_RUN = 64;
/** A kind that is rarer is not worth code of its own. */
const MIN_COUNT = 8;

/** Operations one after the other, cut into runs: run k goes from bound k up to bound k + 1. */
export interface Runs {
  readonly bounds: Int32Array;
  /** By run, what it does: the same number where two do the same. */
  readonly kinds: Int32Array;
}

/**
 * Joins neighbouring runs into longer ones as long as the most frequent pair of kinds is frequent (Larsson and Moffat, Off-line
 * dictionary-based compression, Proc. IEEE 88, 2000): choosing what to do next is then due less often, and guessed wrong less often.
 *
 * @returns the bounds of the joined runs
 */
export function joinedRuns(runs: Runs): Int32Array {
  const sequence = new Sequence(runs);
  for (let code = 0; ; ) {
    const pair = sequence.mostFrequentPair();
    if (pair === undefined) break;
    code += pair.length;
    if (code > MAX_JOINED) break;
    sequence.join(pair);
  }
  return sequence.bounds.slice(0, sequence.length + 1);
}

interface Pair {
  readonly first: number;
  readonly second: number;
  readonly length: number;
}

class Sequence {
  length: number;
  readonly bounds: Int32Array;
  private readonly kind: Int32Array;
  /** How many kinds there are: few, so that pairs of them can be counted in a table. */
  private kinds: number;

  constructor({ bounds, kinds }: Runs) {
    this.length = kinds.length;
    this.bounds = bounds.slice();
    this.kind = kinds.slice();
    this.kinds = kinds.reduce((max, kind) => Math.max(max, kind), 0) + 1;
  }

  mostFrequentPair(): Pair | undefined {
    const { kind, bounds, kinds } = this;
    const counts = new Uint32Array(kinds * kinds);
    let [at, most] = [-1, MIN_COUNT - 1];
    for (let k = 1; k < this.length; k++) {
      const count = ++counts[kind[k - 1] * kinds + kind[k]];
      if (count > most && bounds[k + 1] - bounds[k - 1] <= MAX_RUN) [at, most] = [k, count];
    }
    return at < 0 ? undefined : { first: kind[at - 1], second: kind[at], length: bounds[at + 1] - bounds[at - 1] };
  }

  /** Makes one run, of a new kind, of each such pair. */
  join({ first, second }: Pair): void {
    const { kind, bounds, length } = this;
    let next = 0;
    for (let k = 0; k < length; k++, next++) {
      const joins = kind[k] === first && k + 1 < length && kind[k + 1] === second;
      bounds[next] = bounds[k];
      kind[next] = joins ? this.kinds : kind[k];
      if (joins) k++;
    }
    bounds[next] = bounds[length];
    this.length = next;
    this.kinds++;
  }
}
