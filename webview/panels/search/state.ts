/** The panel's one state: what the host has bound, what the user has chosen, and what has been found. */
import type { Target } from '../../../src/protocol/engine';
import type { Catalog, LossDescription, Problem, SearchReport, Trial } from '../../../src/protocol/model';
import type { Binding, PanelDefaults } from '../../../src/protocol/panel';
import { noPlan, type Plan, samePlan } from './plan';

/** What a search has come to, and of what. */
export interface Found {
  readonly plan: Plan;
  /** From coarse to fine, counted from 0. */
  readonly round: number;
  /** Of the function that it was last compared with; undefined: of an earlier window, not compared yet. */
  readonly version: number | undefined;
  /** Whether that version has the same text as the function that was searched. */
  readonly holds: boolean;
  readonly report: SearchReport;
}

/** While it is starting, what was found is still an earlier search's. */
export type Running = 'idle' | 'starting' | 'running' | 'paused';

export const isRunning = (run: Running): boolean => run === 'starting' || run === 'running';

/** How the trials are listed. */
export interface Order {
  /** `index`, `loss`, `steps`, or the name of an option. */
  readonly by: string;
  readonly falling: boolean;
}

export interface State {
  readonly target: Target | undefined;
  readonly binding: Binding;
  readonly catalog: Catalog;
  readonly defaults: PanelDefaults;
  /** The last good description; stays while the source is broken. */
  readonly description: LossDescription | undefined;

  readonly plan: Plan;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly run: Running;
  readonly found: Found | undefined;
  /** Why the last search could not be. */
  readonly searchProblem: Problem | undefined;
  /** Index of the trial that is looked at. */
  readonly picked: number | undefined;
  /** Index of the trial under the pointer. */
  readonly pointed: number | undefined;
  /** The option across the scatter, as chosen. */
  readonly across: string | undefined;
  readonly order: Order;
  readonly tablesShown: boolean;

  readonly settled: number | undefined;
  readonly progress: string | undefined;
  /** Counts theme changes: colours must be read again. */
  readonly theme: number;
  readonly exportProblem: Problem | undefined;
}

export const initialState: State = {
  target: undefined,
  binding: { kind: 'loading', name: '' },
  catalog: { optimizers: [], schedules: [], penalties: [], initialisers: [], strategies: [], recipes: [] },
  defaults: { optimizers: [], steps: 100 },
  description: undefined,
  plan: noPlan,
  canUndo: false,
  canRedo: false,
  run: 'idle',
  found: undefined,
  searchProblem: undefined,
  picked: undefined,
  pointed: undefined,
  across: undefined,
  order: { by: 'loss', falling: false },
  tablesShown: false,
  settled: undefined,
  progress: undefined,
  theme: 0,
  exportProblem: undefined,
};

export const takesData = ({ description }: Pick<State, 'description'>): boolean => description?.summary.takesData === true;

/** What keeps a search from being made, if anything does. */
export const currentProblem = ({ binding, searchProblem }: State): Problem | undefined =>
  binding.kind === 'broken' ? binding.problem : searchProblem;

/** What was found is of the function as it was before an edit. */
export const isStale = ({ found }: Pick<State, 'found'>): boolean => found?.holds === false;

/** What was found is of other settings than those that are chosen now. */
export const isOfOtherPlan = ({ found, plan }: Pick<State, 'found' | 'plan'>): boolean =>
  found !== undefined && !samePlan(found.plan, plan);

/** The trial that is looked at: the picked one, else the best. */
export function shownTrial({ found, picked }: Pick<State, 'found' | 'picked'>): Trial | undefined {
  return found?.report.trials.find(({ index }) => index === picked) ?? found?.report.best;
}

/** The option across the scatter: the one that is chosen while it is searched, else the first. */
export const acrossOf = ({ found, across }: Pick<State, 'found' | 'across'>): string | undefined => {
  const names = found?.report.space.map(({ name }) => name) ?? [];
  return names.find((name) => name === across) ?? names[0];
};
