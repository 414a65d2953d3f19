/** What comes back after a reload of the window. */

import { numbersRead, numbersWritten } from '../../../src/protocol/jsonTransport';
import type { SavedPanelState } from '../../../src/protocol/panel';
import type { State } from './state';

const format = 1;
const kept = ['plan', 'run', 'found', 'picked', 'across', 'order', 'tablesShown'] as const;
/** More trials are not kept: VS Code writes the state on every change. */
const mostTrials = 2_000;

type Kept = Pick<State, (typeof kept)[number]>;
export interface Saved extends SavedPanelState, Kept {
  readonly format: typeof format;
}

/** Diverged trials have a loss of ∞, which JSON lacks. */
export function toSave({ target, plan, run, found, picked, across, order, tablesShown }: State): unknown {
  if (!target) return undefined;
  const short = (found?.report.trials.length ?? 0) <= mostTrials ? found : undefined;
  return numbersWritten({
    ...{ format, target, plan, run: short && run !== 'starting' ? run : 'idle', found: short, picked, across, order, tablesShown },
  });
}

/** A search that was running is paused; whether the function is still the same must be found out. */
export function restored(written: unknown, target: State['target'], optimizers: readonly { readonly id: string }[]): Partial<Kept> {
  const value = numbersRead(written);
  if (!isSaved(value) || value.target.file !== target?.file || value.target.function !== target.function) return {};
  if (!optimizers.some(({ id }) => id === value.plan.optimizer)) return {};
  const { plan, run, found, picked, across, order, tablesShown } = value;
  return {
    ...{ plan, picked, across, order, tablesShown },
    run: found && run !== 'idle' ? 'paused' : 'idle',
    found: found && { ...found, version: undefined },
  };
}

function isSaved(value: unknown): value is Saved {
  if (typeof value !== 'object' || value === null || !('format' in value) || value.format !== format) return false;
  return 'target' in value && typeof value.target === 'object' && value.target !== null && 'plan' in value && 'order' in value;
}
