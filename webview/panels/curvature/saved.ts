/** What comes back after a reload of the window. */
import type { SavedPanelState } from '../../../src/protocol/panel';
import type { State } from './state';

const format = 1;
const kept = ['at', 'reach', 'sharedScale', 'tablesShown', 'filter', 'escapeFrom'] as const;

type Kept = Pick<State, (typeof kept)[number]>;
export interface Saved extends SavedPanelState, Kept {
  readonly format: typeof format;
}

export function toSave({ target, at, reach, sharedScale, tablesShown, filter, escapeFrom }: State): Saved | undefined {
  return target && { format, target, at, reach, sharedScale, tablesShown, filter, escapeFrom };
}

/** What was saved for this target, when this version of the panel wrote it. */
export function restored(value: unknown, target: State['target']): Partial<Kept> {
  if (!isSaved(value) || value.target.file !== target?.file || value.target.function !== target.function) return {};
  return Object.fromEntries(kept.map((key) => [key, value[key]]));
}

function isSaved(value: unknown): value is Saved {
  if (typeof value !== 'object' || value === null || !('format' in value) || value.format !== format) return false;
  return 'target' in value && typeof value.target === 'object' && value.target !== null;
}
