import { t } from '../../../src/l10n/t';
import type { Problem } from '../../../src/protocol/model';
import type { Store } from '../store';
import type { Exported } from './menu';

/**
 * What `load` brings. Where it fails, as it does once an update has removed the files of the running version, the panel says so instead
 * of its verdict: until it works, or the function has changed.
 */
export async function loadedFor<S extends Exported, T>(store: Store<S>, load: () => Promise<T>): Promise<T | undefined> {
  try {
    const loaded = await load();
    show(store, undefined);
    return loaded;
  } catch (error) {
    const message = t('What makes exports could not be loaded: {0}', error instanceof Error ? error.message : String(error));
    const problem: Problem = { code: 'internal', message, hint: t('Close this panel and open it again.') };
    show(store, problem);
    withdrawLater(store);
    return undefined;
  }
}

function withdrawLater<S extends Exported>(store: Store<S>): void {
  const { description } = store.state;
  const stop = store.watch(
    (state) => [state.description],
    ([present]) => {
      if (present === description) return;
      stop();
      show(store, undefined);
    },
  );
}

function show<S extends Exported>(store: Store<S>, exportProblem: Problem | undefined): void {
  const patch: Partial<Exported> = { exportProblem };
  store.set(patch as Partial<S>);
}
