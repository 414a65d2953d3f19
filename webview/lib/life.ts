/** What the host and the style sheet learn about a panel as it works: its condition, its progress, and when its picture is complete. */
import type { LossDescription } from '../../src/protocol/model';
import type { Binding } from '../../src/protocol/panel';
import { painted } from './frame';
import type { Store } from './store';

/** Work that takes longer, in milliseconds, is announced. */
const patience = 300;

/** `body[data-state]` is the kind of binding; `bare` when there is no picture at all. */
function showCondition(binding: Binding, description: LossDescription | undefined): void {
  document.body.dataset.state = binding.kind;
  document.body.classList.toggle('bare', description === undefined);
}

type Milestone = 'shown' | 'settled';

/**
 * Marks in `body[data-shown]` or `body[data-settled]` the version that has come so far, once it is on screen and still the
 * newest, and then tells `emit`.
 */
export async function announce(milestone: Milestone, current: () => number | undefined, emit?: (version: number) => void): Promise<void> {
  delete document.body.dataset[milestone];
  const version = current();
  if (version === undefined) return;
  await painted();
  if (current() !== version) return;
  document.body.dataset[milestone] = String(version);
  emit?.(version);
}

/** Tells `show` when work has been going on for so long that it should be announced, and when it is over. */
export function watchProgress(pendingSince: () => number | undefined, show: (late: boolean) => void): void {
  setInterval(() => {
    const since = pendingSince();
    const late = since !== undefined && performance.now() - since > patience;
    document.body.classList.toggle('busy', late);
    show(late);
  }, 100);
}

interface Living {
  readonly binding: Binding;
  readonly description: LossDescription | undefined;
  readonly settled: number | undefined;
}

/** What every panel does: shows its condition, and says when its picture is complete. */
export function live<S extends Living>(store: Store<S>, settled: (version: number) => void): void {
  store.watch(
    (state) => [state.binding, state.description],
    ([binding, description]) => showCondition(binding, description),
  );
  store.watch(
    (state) => [state.settled],
    () => void announce('settled', () => store.state.settled, settled),
  );
}
