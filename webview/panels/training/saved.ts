/** What comes back after a reload of the window. */
import { type SavedState, savedFor } from '../../lib/savedState';
import { plainSettings, type Settings } from './settings';
import type { State } from './state';

const format = 1;

export interface Saved extends SavedState {
  readonly format: typeof format;
  readonly settings: Partial<Settings>;
  readonly tablesShown: boolean;
}

export function toSave({ target, settings, tablesShown }: State): Saved | undefined {
  return target && { format, target, settings, tablesShown };
}

/** What was saved for this target, when this version of the panel wrote it. */
export function restored(value: unknown, target: State['target']): Partial<Pick<State, 'settings' | 'tablesShown'>> {
  const saved = savedFor<Saved>(value, format, target);
  return saved ? { settings: { ...plainSettings, ...saved.settings }, tablesShown: saved.tablesShown } : {};
}
