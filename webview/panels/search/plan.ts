/** What is to be searched and how: everything that the user chooses before a search. Every change is a pure function. */
import type { SearchParams } from '../../../src/protocol/engine';
import { relevantOptions } from '../../../src/protocol/followers';
import type {
  Catalog,
  EntryMetadata,
  Judgement,
  OptimizerChoice,
  Option,
  OptionTable,
  OptionValue,
  SearchSpace,
  Trial,
  WantedOption,
} from '../../../src/protocol/model';
import type { PanelDefaults } from '../../../src/protocol/panel';
import { entryOf } from '../../lib/picture/runSettings';

export interface Plan {
  readonly optimizer: string;
  /** Undefined: the learning rate stays as it is. */
  readonly schedule: string | undefined;
  /** Options that are not searched and differ from their defaults; those of the schedule as `schedule.…`. */
  readonly fixed: Readonly<Record<string, OptionValue>>;
  readonly searched: Readonly<Record<string, Omit<WantedOption, 'name'>>>;
  readonly strategy: string;
  readonly trials: number;
  readonly steps: number;
  readonly seed: number;
  readonly judgement: Judgement;
  /** Examples per step; undefined: all of them. */
  readonly batchSize: number | undefined;
  /** Share of the examples to judge by; undefined: none, or those that the source names. */
  readonly heldOut: number | undefined;
}

export type NumberOption = Extract<Option, { kind: 'number' | 'integer' }>;

const rate = 'learningRate';
/** Under what the options of the schedule stand beside those of the optimizer. */
const ofSchedule = 'schedule.';

export const noPlan: Plan = {
  ...{ optimizer: '', schedule: undefined, fixed: {}, searched: {}, strategy: 'random', trials: 30, steps: 100, seed: 0 },
  ...{ judgement: 'final', batchSize: undefined, heldOut: undefined },
};

/** The learning rate of the optimizer that panels start with. */
export function defaultPlan({ optimizers }: Catalog, { optimizers: [first], steps }: PanelDefaults): Plan {
  const chosen = optimizers.find(({ id, name, presets = [] }) => [id, name, ...presets.map((preset) => preset.name)].includes(first));
  return withOptimizer({ ...noPlan, steps }, chosen ?? optimizers[0]);
}

/** What was said of another optimizer's options does not hold for this one. */
export function withOptimizer(plan: Plan, entry: EntryMetadata | undefined): Plan {
  if (!entry) return plan;
  const first = rate in entry.options ? rate : Object.keys(entry.options).find((name) => isSearchable(entry.options[name]));
  const kept = Object.fromEntries(Object.entries(plan.fixed).filter(([name]) => name.startsWith(ofSchedule)));
  return {
    ...plan,
    ...{ optimizer: entry.id, fixed: kept, searched: first === undefined ? {} : { [first]: {} } },
    schedule: rate in entry.options ? plan.schedule : undefined,
  };
}

export function withSchedule(plan: Plan, schedule: string | undefined): Plan {
  const own = <T>(record: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(record).filter(([name]) => !name.startsWith(ofSchedule)));
  return { ...plan, schedule, fixed: own(plan.fixed), searched: own(plan.searched) };
}

/** A list of numbers has no range. */
export const isSearchable = (option: Option): boolean => option.kind !== 'list';

/** All options that can be chosen or searched. */
export function tableOf({ optimizer, schedule, fixed }: Plan, catalog: Catalog): OptionTable {
  const own = entryOf(catalog.optimizers, optimizer)?.options ?? {};
  const entry = entryOf(catalog.schedules, schedule);
  if (!entry) return own;
  const theirs = relevantOptions(entry, parted(fixed).schedule, catalog.schedules);
  return { ...own, ...Object.fromEntries(Object.entries(theirs).map(([name, option]) => [ofSchedule + name, option])) };
}

export const isOfSchedule = (name: string): boolean => name.startsWith(ofSchedule);

type Options = Readonly<Record<string, OptionValue>>;

function parted(options: Options): { readonly optimizer: Options; readonly schedule: Options } {
  const entries = Object.entries(options);
  return {
    optimizer: Object.fromEntries(entries.filter(([name]) => !isOfSchedule(name))),
    schedule: Object.fromEntries(
      entries.filter(([name]) => isOfSchedule(name)).map(([name, value]) => [name.slice(ofSchedule.length), value]),
    ),
  };
}

/** What a search covers by default, and how. */
export const rangeOf = (option: NumberOption) => option.search ?? option;

/** The range of an option that is searched. */
export const searchedRange = ({ searched }: Plan, name: string, option: NumberOption): readonly [number, number] =>
  searched[name]?.range ?? rangeOf(option).range;

export function toggleSearched(plan: Plan, name: string): Plan {
  const { [name]: known, ...rest } = plan.searched;
  return { ...plan, searched: known ? rest : { ...plan.searched, [name]: {} } };
}

export function withRange(plan: Plan, name: string, range: readonly [number, number]): Plan {
  return { ...plan, searched: { ...plan.searched, [name]: { range } } };
}

/** `undefined` goes back to the default. */
export function withFixed(plan: Plan, name: string, value: OptionValue | undefined): Plan {
  const { [name]: _dropped, ...rest } = plan.fixed;
  return { ...plan, fixed: value === undefined ? rest : { ...rest, [name]: value } };
}

export const zoomedTo = (plan: Plan, space: SearchSpace): Plan => ({
  ...plan,
  searched: Object.fromEntries(
    space.map((dimension) => [dimension.name, dimension.kind === 'list' ? { values: dimension.values } : { range: dimension.range }]),
  ),
});

/** Why it can't be searched; undefined when it can. */
export const isEmpty = ({ searched }: Plan): boolean => Object.keys(searched).length === 0;

export const samePlan = (a: Plan, b: Plan): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What one run of the plan has in common with all others. */
type Shared = Omit<SearchParams, 'target' | 'options' | 'strategy' | 'trials' | 'optimizer' | 'schedule'>;

function shared({ steps, seed, judgement, batchSize, heldOut }: Plan, takesData: boolean): Shared {
  const training = { ...(batchSize !== undefined && { batchSize }), ...(heldOut !== undefined && { validation: heldOut }) };
  return { steps, seed, judgement, ...(takesData && Object.keys(training).length > 0 && { training }) };
}

export function searchParams(plan: Plan, takesData: boolean, round: number): Omit<SearchParams, 'target'> {
  const { strategy, trials, searched } = plan;
  const options = Object.entries(searched).map(([name, wanted]) => ({ name, ...wanted }));
  return { ...shared(plan, takesData), ...chosenBy(plan, {}), options, strategy, trials, round };
}

/** The run of one trial by itself. */
export function trialParams(
  plan: Plan,
  takesData: boolean,
  { options, budget }: Trial,
): Omit<SearchParams, 'target' | 'options' | 'strategy' | 'trials'> {
  return { ...shared(plan, takesData), ...chosenBy(plan, options), steps: budget };
}

/** Optimizer and schedule with the options that are fixed, and those of a trial. */
export function chosenBy(plan: Plan, searched: Options): { readonly optimizer: OptimizerChoice; readonly schedule?: OptimizerChoice } {
  const own = Object.fromEntries(Object.entries(plan.fixed).filter(([name]) => !(name in plan.searched)));
  const parts = parted({ ...own, ...searched });
  return {
    optimizer: { id: plan.optimizer, options: parts.optimizer },
    ...(plan.schedule !== undefined && { schedule: { id: plan.schedule, options: parts.schedule } }),
  };
}
