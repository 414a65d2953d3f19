/** The panel's one state: what the host has bound, what the user has chosen, and what has been computed. */
import type { Target } from '../../../src/protocol/engine';
import type {
  BatchTrial,
  Catalog,
  LayerHistory,
  LossDescription,
  Lottery,
  Problem,
  Readout,
  Standardisation,
  Trajectory,
} from '../../../src/protocol/model';
import type { Binding } from '../../../src/protocol/panel';
import type { Varied } from '../../../src/protocol/variation';
import { idle, type JobState } from '../../lib/job';
import type { Held } from '../../lib/resource';
import { plainSettings, type Settings, type Surroundings } from './settings';

/** A run with what its steps are counted in. */
export interface Curve {
  readonly run: Trajectory;
  /** Undefined where steps are counted. */
  readonly stepsPerEpoch: number | undefined;
}

export interface Constant {
  readonly name: string;
  readonly value: number;
}

/** Where descents end over the values of a constant. */
export interface Variation {
  readonly constant: string;
  readonly varied: readonly Varied[];
  readonly asked: number;
}

export interface State {
  readonly target: Target | undefined;
  readonly binding: Binding;
  readonly catalog: Catalog | undefined;
  /** The last good description and its readout; they stay while the source is broken. */
  readonly description: LossDescription | undefined;
  readonly readout: Readout | undefined;
  readonly settings: Settings;
  readonly tablesShown: boolean;

  readonly curve: Held<Curve>;
  readonly layers: Held<LayerHistory>;
  readonly batches: JobState<readonly BatchTrial[]>;
  readonly scaling: JobState<Standardisation>;
  readonly lottery: JobState<Lottery>;
  /** Numbers of the file that can be varied. */
  readonly constants: Held<readonly Constant[]>;
  readonly sizes: JobState<Variation>;
  /** The version whose picture is complete; undefined while anything is pending. */
  readonly settled: number | undefined;
  readonly progress: string | undefined;
  /** Counts theme changes: colours must be read again. */
  readonly theme: number;
  readonly exportProblem: Problem | undefined;
}

const nothing = { value: undefined, problem: undefined };

export const initialState: State = {
  target: undefined,
  binding: { kind: 'loading', name: '' },
  catalog: undefined,
  description: undefined,
  readout: undefined,
  settings: plainSettings,
  tablesShown: false,
  curve: nothing,
  layers: nothing,
  batches: idle,
  scaling: idle,
  lottery: idle,
  constants: nothing,
  sizes: idle,
  settled: undefined,
  progress: undefined,
  theme: 0,
  exportProblem: undefined,
};

/** Undefined before there is a function to train. */
export function surroundingsOf({ catalog, description, readout }: State): Surroundings | undefined {
  return catalog && description && { catalog, description, readout };
}

/** What keeps the curves from being shown, if anything does. */
export const currentProblem = ({ binding, curve }: State): Problem | undefined =>
  binding.kind === 'broken' ? binding.problem : curve.problem;

/** Steps, or epochs where the run is over examples. */
export const unitsOf = ({ stepsPerEpoch = 1 }: Pick<Curve, 'stepsPerEpoch'>, step: number): number => step / stepsPerEpoch;

/** Epochs or steps, whole ones as such. */
export const countWords = (count: number): string => String(Number(count.toFixed(1)));
