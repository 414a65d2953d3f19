/** What comes back after a reload of the window. */
import { type SavedState, savedFor } from '../../lib/savedState';
import type { State } from './state';

const format = 1;
const kept = ['at', 'top', 'probes', 'bent', 'epsilon', 'factor', 'from', 'to', 'searching', 'tablesShown'] as const;
/** A longer point is not kept: VS Code writes the state on every change. */
const mostCoordinates = 2_000;

type Kept = Pick<State, (typeof kept)[number]>;
export interface Saved extends SavedState, Kept {
  readonly format: typeof format;
}

export function toSave({ target, ...state }: State): Saved | undefined {
  if (!target) return undefined;
  const { at, top, probes, bent, epsilon, factor, from, to, searching, tablesShown } = state;
  const short = (at?.length ?? 0) <= mostCoordinates ? at : undefined;
  return { ...{ format, target, at: short, top, probes, bent, epsilon, factor, from, to, searching, tablesShown } };
}

/** What was saved for this target, when this version of the panel wrote it. */
export function restored(value: unknown, target: State['target']): Partial<Kept> {
  const saved = savedFor<Saved>(value, format, target);
  return saved ? Object.fromEntries(kept.map((key) => [key, saved[key]])) : {};
}
