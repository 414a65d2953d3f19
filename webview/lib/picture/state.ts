/** The panel's one state: what the host has bound, what the user has chosen, and what has been computed. */
import type { Target } from '../../../src/protocol/engine';
import type {
  Catalog,
  Convexity,
  CriticalPoints,
  CursorPlace,
  LossDescription,
  Problem,
  Readout,
  Surface,
  Trajectory,
} from '../../../src/protocol/model';
import type { Binding, PanelDefaults } from '../../../src/protocol/panel';
import type { NamedPoint } from '../points';
import type { Box } from './map/box';
import type { ShownPlane } from './map/shownPlane';
import { nothingOverlaid, type Overlaid } from './overlayRequests';
import { type Chip, noSettings, type Settings } from './settings';
import { noSide, type Side } from './side';

export interface Run {
  readonly trajectory: Trajectory | undefined;
  readonly problem: Problem | undefined;
}

export interface State {
  readonly target: Target | undefined;
  readonly binding: Binding;
  readonly catalog: Catalog;
  readonly defaults: PanelDefaults;
  /** The last good description; stays while the source is broken. */
  readonly description: LossDescription | undefined;

  readonly settings: Settings;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** Rates that the panel chose by itself, by chip key. */
  readonly rates: Readonly<Record<number, number>>;
  /** Where the user has zoomed to; undefined: `home`. */
  readonly view: Box | undefined;
  readonly home: Box | undefined;
  readonly step: number;
  /** Name of the critical point that is ringed. */
  readonly picked: string | undefined;
  readonly playing: boolean;
  /** A factor on 20 steps a second. */
  readonly speed: number;
  readonly optionsOpen: boolean;
  readonly runOpen: boolean;
  readonly internalsOpen: boolean;
  /** The coefficients over α. */
  readonly pathOpen: boolean;
  readonly tablesShown: boolean;

  /** What of the function the text cursor stands at. */
  readonly cursor: CursorPlace | undefined;
  readonly runs: ReadonlyMap<number, Run>;
  readonly surface: Surface | undefined;
  readonly points: readonly NamedPoint[];
  /** What the points come from: continua and how certain it is. */
  readonly search: CriticalPoints | undefined;
  readonly readout: Readout | undefined;
  /** The plane that the map shows. */
  readonly shownPlane: ShownPlane | undefined;
  /** Why it is not the one that is wanted. */
  readonly planeProblem: Problem | undefined;
  /** Whether critical points are looked for where that is not done unasked. */
  readonly searching: boolean;
  /** Over the box that critical points are looked for in. */
  readonly convexity: Convexity | undefined;
  readonly counterExampleShown: boolean;
  /** What lies over the map. */
  readonly overlaid: Overlaid;
  /** What accompanies the picture. */
  readonly side: Side;
  /** What else went wrong: the map's, the points' or the readout's problem. */
  readonly problem: Problem | undefined;
  /** The version whose picture is complete; undefined while anything is pending. */
  readonly settled: number | undefined;
  /** The version whose readouts, paths and map are there, the map perhaps still coarse; undefined before. */
  readonly shown: number | undefined;
  /** Work that takes longer than is comfortable, in words. */
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
  settings: noSettings,
  canUndo: false,
  canRedo: false,
  rates: {},
  view: undefined,
  home: undefined,
  step: 0,
  picked: undefined,
  playing: false,
  speed: 1,
  optionsOpen: false,
  runOpen: false,
  internalsOpen: false,
  pathOpen: true,
  tablesShown: false,
  cursor: undefined,
  runs: new Map(),
  surface: undefined,
  points: [],
  search: undefined,
  readout: undefined,
  shownPlane: undefined,
  planeProblem: undefined,
  searching: false,
  convexity: undefined,
  counterExampleShown: false,
  overlaid: nothingOverlaid,
  side: noSide,
  problem: undefined,
  settled: undefined,
  shown: undefined,
  progress: undefined,
  theme: 0,
  exportProblem: undefined,
};

export function startOf({ settings, description }: Pick<State, 'settings' | 'description'>): Float64Array | undefined {
  return settings.start ? Float64Array.from(settings.start) : description?.start;
}

export const focused = ({ settings }: Pick<State, 'settings'>): Chip | undefined =>
  settings.chips.find((chip) => chip.key === settings.focus) ?? settings.chips[0];

export function focusedRun(state: Pick<State, 'settings' | 'runs'>): Trajectory | undefined {
  const chip = focused(state);
  return chip && state.runs.get(chip.key)?.trajectory;
}

/** Runs that are drawn, in drawing order: the focused one last, on top. */
export function shownRuns({ settings, runs }: Pick<State, 'settings' | 'runs'>): readonly { chip: Chip; run: Trajectory }[] {
  return settings.chips
    .filter((chip) => !chip.hidden)
    .toSorted((a, b) => Number(a.key === settings.focus) - Number(b.key === settings.focus))
    .flatMap((chip) => {
      const run = runs.get(chip.key)?.trajectory;
      return run ? [{ chip, run }] : [];
    });
}

/** What keeps the focused path from being shown, if anything does. */
export function currentProblem(state: State): Problem | undefined {
  if (state.binding.kind === 'broken') return state.binding.problem;
  const chip = focused(state);
  return (chip && state.runs.get(chip.key)?.problem) ?? state.problem;
}
