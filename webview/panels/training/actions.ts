/** Everything the user can do, in one place: views call these, nothing else writes what the user has chosen. */
import { PanelActions } from '../../lib/panelActions';
import type { Store } from '../../lib/store';
import type { TrainingChannel, TrainingRequests } from './requests';
import { plainSettings, type Settings } from './settings';
import type { State } from './state';

export type JobName = 'batches' | 'scaling' | 'lottery' | 'sizes';

export class Actions extends PanelActions {
  constructor(
    private readonly store: Store<State>,
    private readonly requests: TrainingRequests,
    channel: TrainingChannel,
  ) {
    super(requests, channel);
  }

  choose<K extends keyof Settings>(key: K, value: Settings[K]): void {
    this.store.set({ settings: { ...this.store.state.settings, [key]: value } });
  }

  start(job: JobName): void {
    this.requests.start(job);
  }

  /** Gives up one job; what has come of it stays. */
  stop(job: JobName): void {
    this.requests.stop(job);
  }

  /** Another set of columns: compared at once, since that has been asked for before. */
  standardise(features: readonly string[]): void {
    this.choose('features', features);
    this.start('scaling');
  }

  showTables(tablesShown: boolean): void {
    this.store.set({ tablesShown });
  }

  reset(): void {
    this.store.set({ settings: plainSettings });
  }
}
