/** The panel's one state: what the host has bound, what the user has chosen, and what has been computed. */
import type { Target } from '../../../src/protocol/engine';
import type { Interpolation, LossDescription, Problem, Sharpness, Spectrum } from '../../../src/protocol/model';
import type { Binding } from '../../../src/protocol/panel';
import type { Gathered, Place, SearchNote } from './places';

/** Something computed, or why it is not there. */
export interface Answer<T> {
  readonly value: T | undefined;
  readonly problem: Problem | undefined;
}

/** How sharp the loss is at the points that are compared, in their order; those to come are missing. */
export interface Comparison {
  readonly gathered: Gathered;
  /** Length of the perturbations. */
  readonly epsilon: number;
  readonly sharpness: readonly Sharpness[];
}

/** The loss along the line between two points. */
export interface Line {
  readonly from: string;
  readonly to: string;
  readonly interpolation: Interpolation;
}

export interface State {
  readonly target: Target | undefined;
  readonly binding: Binding;
  /** The last good description; stays while the source is broken. */
  readonly description: LossDescription | undefined;

  /** Where the user has gone; undefined: the loss's start. */
  readonly at: readonly number[] | undefined;
  /** Eigenvalues listed at each end, and random vectors. */
  readonly top: number;
  readonly probes: number;
  /** A symmetric logarithmic axis of λ. */
  readonly bent: boolean;
  /** Length of the perturbations, as chosen; undefined: `roundEpsilon`. */
  readonly epsilon: number | undefined;
  /** By what the parameters are rescaled. */
  readonly factor: number;
  /** Names of the points that the line goes between, as chosen. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** Critical points were asked for, where they are not looked for by themselves. */
  readonly searching: boolean;
  readonly tablesShown: boolean;
  /** Why what was typed is no point. */
  readonly typedProblem: string | undefined;

  readonly spectrum: Answer<Spectrum>;
  readonly places: readonly Place[];
  readonly search: SearchNote | undefined;
  readonly searchProblem: Problem | undefined;
  /** Of the rescaling that leaves the loss as it is. */
  readonly exponents: Float64Array | undefined;
  readonly comparison: Answer<Comparison>;
  readonly line: Answer<Line>;
  /** The version whose picture is complete; undefined while anything is pending. */
  readonly settled: number | undefined;
  /** What takes longer than is comfortable, in words. */
  readonly progress: string | undefined;
  /** Counts theme changes: colours must be read again. */
  readonly theme: number;
  readonly exportProblem: Problem | undefined;
}

const nothing = { value: undefined, problem: undefined };

/** What `reset` goes back to. */
export const choices = {
  at: undefined,
  top: 5,
  probes: 16,
  bent: false,
  epsilon: undefined,
  factor: 4,
  from: undefined,
  to: undefined,
  searching: false,
} as const satisfies Partial<State>;

export const initialState: State = {
  target: undefined,
  binding: { kind: 'loading', name: '' },
  description: undefined,
  ...choices,
  tablesShown: false,
  typedProblem: undefined,
  spectrum: nothing,
  places: [],
  search: undefined,
  searchProblem: undefined,
  exponents: undefined,
  comparison: nothing,
  line: nothing,
  settled: undefined,
  progress: undefined,
  theme: 0,
  exportProblem: undefined,
};

export function pointOf({ at, description }: Pick<State, 'at' | 'description'>): Float64Array | undefined {
  return at ? Float64Array.from(at) : description?.start;
}

/** What keeps the spectrum from being shown, if anything does. */
export const currentProblem = ({ binding, spectrum }: State): Problem | undefined =>
  binding.kind === 'broken' ? binding.problem : spectrum.problem;
