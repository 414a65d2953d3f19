/** What comes back after a reload of the window. */

import type { Catalog } from '../../../src/protocol/model';
import type { SavedPanelState } from '../../../src/protocol/panel';
import { entriesKnown, plainRun } from './runSettings';
import { noSettings, type Settings } from './settings';
import type { State } from './state';

const format = 2;
export const kept = [
  ...(['settings', 'rates', 'view', 'home', 'step', 'speed'] as const),
  ...(['optionsOpen', 'runOpen', 'internalsOpen', 'pathOpen', 'tablesShown'] as const),
] as const;

export interface Saved extends SavedPanelState, Pick<State, (typeof kept)[number]> {
  readonly format: typeof format;
}

export function toSave(state: State): Saved | undefined {
  const { target, settings, rates, view, home, step, speed, optionsOpen, runOpen, internalsOpen, pathOpen, tablesShown } = state;
  return (
    target && {
      ...{ format, target, settings, rates, view, home, step, speed },
      ...{ optionsOpen, runOpen, internalsOpen, pathOpen, tablesShown },
    }
  );
}

/** What was saved for this target, when this version wrote it and its optimizers still exist; else undefined. */
export function restored(value: unknown, target: State['target'], catalog: Catalog): Partial<State> | undefined {
  if (!isSaved(value) || value.target.file !== target?.file || value.target.function !== target.function) return undefined;
  const known = new Set(catalog.optimizers.map(({ id }) => id));
  const chips = value.settings.chips.filter(({ optimizer }) => known.has(optimizer));
  if (chips.length === 0) return undefined;
  const settings: Settings = {
    ...noSettings,
    ...value.settings,
    chips,
    run: entriesKnown({ ...plainRun, ...value.settings.run }, catalog),
  };
  return { ...Object.fromEntries(kept.map((key) => [key, value[key]])), settings };
}

function isSaved(value: unknown): value is Saved {
  if (typeof value !== 'object' || value === null || !('format' in value) || value.format !== format) return false;
  return (
    'target' in value && 'settings' in value && typeof value.settings === 'object' && value.settings !== null && 'chips' in value.settings
  );
}
