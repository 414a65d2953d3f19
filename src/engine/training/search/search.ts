import { strategyById } from '.';
import { optionsAt, type SearchSpace } from './space';
import { bestTrial, type Proposal, type SearchPlan, type Strategy, type Trial, type TrialOutcome } from './strategy';
import { zoomed } from './zoom';

/** What a search has come to, complete in itself at any time. */
export interface SearchResult {
  readonly space: SearchSpace;
  /** Finished ones, by ascending index. */
  readonly trials: readonly Trial[];
  /** Undefined while every one has diverged. */
  readonly best: Trial | undefined;
  /** The region to search next, finer; undefined while there is no best. */
  readonly zoomed: SearchSpace | undefined;
  /** Share of the planned optimizer steps. */
  readonly done: number;
}

/**
 * A search under way. All its state are the finished trials: begun again with them it goes on as if it had never stopped, whoever runs
 * the trials and in whatever order they finish.
 */
export class Search {
  private readonly strategy: Strategy;
  private readonly finished = new Map<number, Trial>();
  /** Finished in an earlier life, until they are asked for. */
  private readonly earlier: Map<number, Trial>;

  /** Throws `OptionError` for a strategy that there is not. */
  constructor(
    private readonly plan: SearchPlan,
    finished: readonly Trial[] = [],
  ) {
    this.strategy = strategyById(plan.strategy);
    this.earlier = new Map(finished.map((trial) => [trial.index, trial]));
  }

  /** Runs that can be made now; none when the search is over. */
  waiting(): readonly Proposal[] {
    for (;;) {
      const open = this.strategy.proposals(this.plan, this.finished).filter(({ index }) => !this.finished.has(index));
      const known = open.flatMap((proposal) => this.recalled(proposal) ?? []);
      if (known.length === 0) return open;
      for (const trial of known) this.finished.set(trial.index, trial);
    }
  }

  add(proposal: Proposal, outcome: TrialOutcome): void {
    this.finished.set(proposal.index, { ...proposal, options: this.optionsOf(proposal), ...outcome });
  }

  optionsOf({ place }: Proposal): Trial['options'] {
    return optionsAt(this.plan.space, place);
  }

  result(): SearchResult {
    const { space } = this.plan;
    const trials = [...this.finished.values()].sort((a, b) => a.index - b.index);
    const spent = trials.reduce((sum, { budget }) => sum + budget, 0);
    const done = this.waiting().length === 0 ? 1 : spent / this.strategy.plannedSteps(this.plan);
    return { space, trials, best: bestTrial(trials), zoomed: zoomed(space, trials), done };
  }

  /** A trial of another plan is none of this one. */
  private recalled({ index, place, budget }: Proposal): Trial | undefined {
    const trial = this.earlier.get(index);
    return trial && trial.budget === budget && trial.place.join() === place.join() ? trial : undefined;
  }
}
