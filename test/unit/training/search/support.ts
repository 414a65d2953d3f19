/** A whole search in one thread, as the sweep makes it over the pool. */
import type { Objective } from '../../../../src/engine/objective';
import { optimizerById } from '../../../../src/engine/optimizers';
import { Search, type SearchResult } from '../../../../src/engine/training/search/search';
import { type SearchSpace, searchSpace, type WantedOption } from '../../../../src/engine/training/search/space';
import type { Proposal, SearchPlan, Trial, TrialOutcome } from '../../../../src/engine/training/search/strategy';
import { type Judgement, trial } from '../../../../src/engine/training/search/trial';
import { finish } from '../../../../src/engine/work';

export const spaceOf = (optimizer: string, wanted: readonly WantedOption[]): SearchSpace =>
  searchSpace(wanted, optimizerById(optimizer).options);

/** `order` says which of the waiting runs finish first; `most` ends the search early. */
export function searched(
  plan: SearchPlan,
  evaluate: (options: Trial['options'], proposal: Proposal) => TrialOutcome,
  { earlier, order = (waiting) => waiting, most = Number.POSITIVE_INFINITY }: Course = {},
): SearchResult {
  const search = new Search(plan, earlier);
  let made = 0;
  for (let waiting = search.waiting(); waiting.length > 0; waiting = search.waiting()) {
    for (const proposal of order(waiting)) {
      if (made++ >= most) return search.result();
      search.add(proposal, evaluate(search.optionsOf(proposal), proposal));
    }
  }
  return search.result();
}

interface Course {
  readonly earlier?: readonly Trial[];
  readonly order?: (waiting: readonly Proposal[]) => readonly Proposal[];
  readonly most?: number;
}

/** Runs an optimizer on an objective with the options of each trial. */
export const descends =
  (objective: Objective, start: readonly number[], optimizer = 'sgd', judgement: Judgement = 'final') =>
  (options: Trial['options'], { budget }: Proposal): TrialOutcome =>
    finish(trial(objective, { optimizer: { id: optimizer, options }, start: Float64Array.from(start), steps: budget }, judgement)).outcome;
