/** The panel's one state: what the host has bound, what the user has chosen, and what has been computed. */
import type { Target } from '../../../src/protocol/engine';
import type { CriticalPoints, CursorPlace, Escape, LossDescription, Problem, Readout } from '../../../src/protocol/model';
import type { Binding } from '../../../src/protocol/panel';
import type { NamedPoint } from '../../lib/points';
import { automaticReach } from './reach';
import type { Section } from './sections';

/** A section whose marker is held: it stands still while the point moves along it, and all else follows. */
export interface Held {
  readonly section: Section;
  /** How far the point is from where it was taken. */
  readonly t: number;
}

/** Both ways down from a point, with what is known of their ends; undefined `ways` where no direction bends down. */
export interface Flight {
  readonly from: readonly number[];
  readonly ways: Escape | undefined;
  readonly ends: readonly (Readout | undefined)[];
}

export interface State {
  readonly target: Target | undefined;
  readonly binding: Binding;
  /** The last good description; stays while the source is broken. */
  readonly description: LossDescription | undefined;

  /** Where the user has gone; undefined: the loss's start. */
  readonly at: readonly number[] | undefined;
  readonly held: Held | undefined;
  /** Half the length of the sections, as chosen; undefined: `automaticReach`. */
  readonly reach: number | undefined;
  /** One L axis for all sections. */
  readonly sharedScale: boolean;
  readonly tablesShown: boolean;
  /** What the coordinates that have a field contain in their names. */
  readonly filter: string;
  /** From where both ways down were asked for. */
  readonly escapeFrom: readonly number[] | undefined;

  /** What of the function the text cursor stands at. */
  readonly cursor: CursorPlace | undefined;
  readonly readout: Readout | undefined;
  /** By falling eigenvalue. */
  readonly sections: readonly Section[];
  readonly points: readonly NamedPoint[];
  readonly search: CriticalPoints | undefined;
  readonly flight: Flight | undefined;
  readonly flightProblem: Problem | undefined;
  /** What keeps the point from being shown. */
  readonly problem: Problem | undefined;
  /** The version whose picture is complete; undefined while anything is pending. */
  readonly settled: number | undefined;
  /** What takes longer than is comfortable, in words. */
  readonly progress: string | undefined;
  /** Counts theme changes: colours must be read again. */
  readonly theme: number;
  readonly exportProblem: Problem | undefined;
}

export const initialState: State = {
  target: undefined,
  binding: { kind: 'loading', name: '' },
  description: undefined,
  at: undefined,
  held: undefined,
  reach: undefined,
  sharedScale: false,
  tablesShown: false,
  filter: '',
  escapeFrom: undefined,
  cursor: undefined,
  readout: undefined,
  sections: [],
  points: [],
  search: undefined,
  flight: undefined,
  flightProblem: undefined,
  problem: undefined,
  settled: undefined,
  progress: undefined,
  theme: 0,
  exportProblem: undefined,
};

export function pointOf({ at, description }: Pick<State, 'at' | 'description'>): Float64Array | undefined {
  return at ? Float64Array.from(at) : description?.start;
}

export function reachOf({ reach, description }: Pick<State, 'reach' | 'description'>): number {
  return reach ?? (description ? automaticReach(description) : 1);
}

/** What keeps the point from being shown, if anything does. */
export const currentProblem = ({ binding, problem }: State): Problem | undefined => (binding.kind === 'broken' ? binding.problem : problem);
