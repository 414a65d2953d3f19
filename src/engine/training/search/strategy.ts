import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { mixed } from '../../mixedSeed';
import type { OptionValue } from '../../options';
import type { StopReason } from '../../trajectory';
import type { SearchSpace } from './space';

/** What is searched, and what it may cost: as many optimizer steps as `trials` runs of `steps` steps. */
export interface SearchPlan {
  readonly space: SearchSpace;
  /** Id of a strategy. */
  readonly strategy: string;
  readonly trials: number;
  readonly steps: number;
  readonly seed: number;
}

/** A run that is to be made. */
export interface Proposal {
  /** Names it within its search; later rungs have higher ones. */
  readonly index: number;
  /** In the unit cube. */
  readonly place: readonly number[];
  /** Most optimizer steps of the run. */
  readonly budget: number;
  /** How often its options have been promoted to a larger budget. */
  readonly rung: number;
}

export interface TrialOutcome {
  /** What the run is judged by; ∞ where it diverged or failed. */
  readonly loss: number;
  /** It is judged by held-out data. */
  readonly heldOut?: true;
  /** Taken. */
  readonly steps: number;
  readonly stopped: StopReason | 'failed';
  /** In words, where it ended before its steps. */
  readonly note?: string;
}

/** A run that has been made. */
export interface Trial extends Proposal, TrialOutcome {
  /** The searched options; those of a schedule as `schedule.…`. */
  readonly options: Readonly<Record<string, OptionValue>>;
}

/** How a search chooses what to try. Pure: the same plan and the same finished trials give the same proposals. */
export interface Strategy {
  readonly id: string;
  readonly name: string;
  readonly help: string;
  readonly source: string;
  /** All runs that are known to be wanted, finished ones too, by ascending index. */
  proposals(plan: SearchPlan, finished: ReadonlyMap<number, Trial>): readonly Proposal[];
  /** Optimizer steps of all runs together if none ends early; at most trials × steps. */
  plannedSteps(plan: SearchPlan): number;
}

/** The first `count` of the endless sequence of uniform places that a seed stands for. */
export function drawnPlaces({ seed, space }: SearchPlan, count: number): number[][] {
  const generator = xoroshiro128plus(mixed(~seed));
  return Array.from({ length: count }, () => space.map(() => uniformFloat64(generator)));
}

/** Lower is better; of equals, the one that was proposed first. */
export const byLoss = (a: Trial, b: Trial): number => (a.loss === b.loss ? a.index - b.index : a.loss - b.loss);

/** The lowest loss among the trials of the largest budget that any finite one had; undefined when every one diverged. */
export function bestTrial(trials: readonly Trial[]): Trial | undefined {
  const finite = trials.filter(({ loss }) => Number.isFinite(loss));
  const most = Math.max(...finite.map(({ budget }) => budget));
  return finite.filter(({ budget }) => budget === most).sort(byLoss)[0];
}
