/** Sets a panel going once its parts are made: asking, keeping, telling the host, progress, Escape. */
import type { LossDescription } from '../../src/protocol/model';
import type { Binding, WebviewEvents } from '../../src/protocol/panel';
import { h } from './dom';
import { live, watchProgress } from './life';
import type { Store } from './store';
import { onThemeChange } from './theme';

interface Running {
  readonly binding: Binding;
  readonly description: LossDescription | undefined;
  readonly settled: number | undefined;
  /** What takes longer than is comfortable, in words. */
  readonly progress: string | undefined;
  /** Counts theme changes: colours must be read again. */
  readonly theme: number;
}

export interface Panel<S extends Running> {
  readonly store: Store<S>;
  /** What it shows, from top to bottom where it is narrow. */
  readonly parts: readonly HTMLElement[];
  readonly requests: { sync(): void; cancel(): void; readonly pendingSince: number | undefined };
  readonly host: { saveState(state: unknown): void };
  readonly channel: { emit<K extends 'ready' | 'settled'>(name: K, value: WebviewEvents[K]): void };
  /** What requests depend on. */
  asks(state: S): readonly unknown[];
  /** What `toSave` reads. */
  keeps(state: S): readonly unknown[];
  /** What comes back after a reload; undefined while there is nothing to keep. */
  toSave(state: S): unknown;
  /** What is under way, in words. */
  progress(state: S): string;
  set(patch: Partial<Pick<Running, 'progress' | 'theme'>>): void;
}

export function runPanel<S extends Running>({ store, parts, requests, host, channel, set, ...panel }: Panel<S>): void {
  document.getElementById('root')?.replaceChildren(h('main', {}, h('div', { class: 'grid' }, ...parts)));
  store.watch(panel.asks, () => requests.sync());
  store.watch(panel.keeps, (_, state) => {
    const saved = panel.toSave(state);
    if (saved !== undefined) host.saveState(saved);
  });
  onThemeChange(() => set({ theme: store.state.theme + 1 }));
  live(store, (version) => channel.emit('settled', { version }));
  watchProgress(
    () => requests.pendingSince,
    (late) => {
      const progress = late ? panel.progress(store.state) : undefined;
      if (progress !== store.state.progress) set({ progress });
    },
  );
  window.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && store.state.progress !== undefined) requests.cancel();
  });
  channel.emit('ready', null);
}
