import { byLoss, type Proposal, type SearchPlan, type Trial } from './strategy';

/** Of so many one is promoted, to a budget so many times as large (Li et al. 2018, section 3: η = 3). */
const eta = 3;
/** A shorter run says nothing of a longer one. */
const leastSteps = 10;

/** Runs of one budget. */
export interface Rung {
  readonly count: number;
  readonly budget: number;
}

/** The most promotions for which the first rung has steps enough, and the last one a run. */
export function mostPromotions(steps: number, runs: number): number {
  let s = 0;
  while (steps / eta ** (s + 1) >= leastSteps && runs >= s + 2) s++;
  return s;
}

/**
 * A bracket of successive halving with `s` promotions that costs at most `runs` full runs: n = ⌊runs·ηˢ/(s + 1)⌋ first, and in rung i
 * ⌊n·η⁻ⁱ⌋ with R·ηⁱ⁻ˢ steps (Jamieson & Talwalkar 2016, algorithm 1, as Li et al. 2018, algorithm 1, lines 4 and 7, size it).
 */
export function bracket(steps: number, runs: number, s: number): readonly Rung[] {
  const n = Math.floor((runs * eta ** s) / (s + 1) + 1e-9);
  return Array.from({ length: s + 1 }, (_, i) => ({ count: Math.floor(n / eta ** i), budget: Math.floor(steps / eta ** (s - i) + 1e-9) }));
}

export const stepsOf = (rungs: readonly Rung[]): number => rungs.reduce((sum, { count, budget }) => sum + count * budget, 0);

/**
 * The runs of a bracket as far as they are known: a rung begins when the one before is finished, with the best of it. A run starts again
 * from its first step, so that its path is that of a full run; what diverged is not promoted.
 * @param places of the first rung
 * @param first the index of its first run
 */
export function bracketProposals(
  rungs: readonly Rung[],
  places: readonly (readonly number[])[],
  first: number,
  finished: ReadonlyMap<number, Trial>,
): readonly Proposal[] {
  const known: Proposal[] = [];
  let [index, chosen]: [number, readonly (readonly number[])[]] = [first, places];
  for (const [rung, { count, budget }] of rungs.entries()) {
    const from = index;
    const proposed = chosen.slice(0, count).map((place, k) => ({ index: from + k, place, budget, rung }));
    known.push(...proposed);
    const trials = proposed.flatMap((one) => finished.get(one.index) ?? []);
    if (trials.length < proposed.length) break;
    chosen = trials
      .filter(({ loss }) => Number.isFinite(loss))
      .sort(byLoss)
      .map(({ place }) => place);
    index += count;
  }
  return known;
}

export const runsOf = (rungs: readonly Rung[]): number => rungs.reduce((sum, { count }) => sum + count, 0);

/** Rungs for the whole budget of a plan. */
export const wholeBracket = ({ steps, trials }: SearchPlan): readonly Rung[] => bracket(steps, trials, mostPromotions(steps, trials));
