/** What comes back after a reload of the window. */
import { type SavedState, savedFor } from '../../lib/savedState';
import type { State } from './state';

const format = 1;
const kept = ['at', 'reach', 'sharedScale', 'tablesShown', 'filter', 'escapeFrom'] as const;

type Kept = Pick<State, (typeof kept)[number]>;
export interface Saved extends SavedState, Kept {
  readonly format: typeof format;
}

export function toSave({ target, at, reach, sharedScale, tablesShown, filter, escapeFrom }: State): Saved | undefined {
  return target && { format, target, at, reach, sharedScale, tablesShown, filter, escapeFrom };
}

/** What was saved for this target, when this version of the panel wrote it. */
export function restored(value: unknown, target: State['target']): Partial<Kept> {
  const saved = savedFor<Saved>(value, format, target);
  return saved ? Object.fromEntries(kept.map((key) => [key, saved[key]])) : {};
}
