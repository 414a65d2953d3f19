import { TRUTH } from '../ops';
import type { Trace } from '../trace';
import type { Body } from './bodies';

/** Outcomes that a prediction goes by. */
const HISTORY = 8;
/** A wrong guess takes about ten times as long as computing both sides. */
const MOST_WRONG = 0.1;

/**
 * The conditions of a body that processors will guess: judging by how they turned out in the trace, with a two-level predictor
 * (Yeh & Patt, MICRO-24, 1991), one counter for each history of outcomes.
 */
export function predictable(trace: Trace, { graph, nodes, block }: Body): ReadonlySet<number> {
  const guessed = new Set<number>();
  for (const [place, node] of nodes.entries()) {
    if (node < 0 || graph.arity(node) === 0 || !TRUTH.has(graph.op[node])) continue;
    if (shareOfWrong(Array.from(block.starts, (start) => trace.values[start + place] !== 0)) <= MOST_WRONG) guessed.add(node);
  }
  return guessed;
}

/** In the second of two runs: predictors remember the one before. */
function shareOfWrong(outcomes: readonly boolean[]): number {
  const counters = new Int8Array(1 << HISTORY);
  let [history, wrong] = [0, 0];
  for (let run = 0; run < 2; run++) {
    wrong = 0;
    for (const outcome of outcomes) {
      const counter = counters[history];
      if (counter >= 0 !== outcome) wrong++;
      counters[history] = outcome ? Math.min(1, counter + 1) : Math.max(-2, counter - 1);
      history = ((history << 1) | Number(outcome)) & (counters.length - 1);
    }
  }
  return wrong / outcomes.length;
}
