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
  let sequence = runs.map((run, k) => ({ ...run, kind: kinds[k] }));
  let next = kinds.reduce((max, kind) => Math.max(max, kind), 0) + 1;
  for (let code = 0; ; next++) {
    const pair = mostFrequentPair(sequence);
    if (pair === undefined) break;
    code += pair.length;
    if (code > MAX_JOINED) break;
    sequence = replaced(sequence, pair, next);
  }
  return sequence.map(({ start, end }) => ({ start, end }));
}

interface Symbol extends Run {
  readonly kind: number;
}
interface Pair {
  readonly first: number;
  readonly second: number;
  readonly length: number;
}

function mostFrequentPair(sequence: readonly Symbol[]): Pair | undefined {
  const counts = new Map<number, number>();
  const width = sequence.reduce((max, { kind }) => Math.max(max, kind), 0) + 1;
  let best: { readonly at: number; readonly count: number } | undefined;
  for (let k = 1; k < sequence.length; k++) {
    const key = sequence[k - 1].kind * width + sequence[k].kind;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    if (count >= MIN_COUNT && count > (best?.count ?? 0)) best = { at: k, count };
  }
  if (best === undefined) return undefined;
  const [p, q] = [sequence[best.at - 1], sequence[best.at]];
  return { first: p.kind, second: q.kind, length: q.end - p.start };
}

function replaced(sequence: readonly Symbol[], { first, second }: Pair, kind: number): Symbol[] {
  const result: Symbol[] = [];
  for (let k = 0; k < sequence.length; k++) {
    const here = sequence[k];
    const joins = here.kind === first && sequence[k + 1]?.kind === second;
    result.push(joins ? { start: here.start, end: sequence[++k].end, kind } : here);
  }
  return result;
}
