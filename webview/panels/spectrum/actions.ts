/** Everything the user can do, in one place: views call these, nothing else writes what the user has chosen. */

import { t } from '../../../src/l10n/t';
import { RequestError } from '../../../src/protocol/channel';
import { sentences } from '../../../src/protocol/words';
import { PanelActions } from '../../lib/panelActions';
import type { Store } from '../../lib/store';
import type { SpectrumChannel, SpectrumRequests } from './requests';
import { choices, type State } from './state';

type Choice = 'top' | 'probes' | 'bent' | 'epsilon' | 'factor' | 'from' | 'to';

export class Actions extends PanelActions {
  constructor(
    private readonly store: Store<State>,
    requests: SpectrumRequests,
    private readonly channel: SpectrumChannel,
  ) {
    super(requests, channel);
  }

  goTo(point: ArrayLike<number>): void {
    this.store.set({ at: Array.from(point), typedProblem: undefined });
  }

  goToStart(): void {
    this.store.set({ at: undefined, typedProblem: undefined });
  }

  /** Goes to a point written as JSON, flat or in the shape of the parameters. */
  async goToTyped(json: string): Promise<void> {
    try {
      const point = await this.channel.request('parseVector', { json });
      const n = this.store.state.description?.n;
      if (n === undefined || point.length === n) this.goTo(point);
      else this.store.set({ typedProblem: t('This point has {0} coordinates; the function has {1}.', point.length, n) });
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      const { message, hint = '' } = error.problem;
      this.store.set({ typedProblem: sentences(message, hint) });
    }
  }

  choose<K extends Choice>(key: K, value: State[K]): void {
    this.store.set({ [key]: value } as Pick<State, K>);
  }

  search(): void {
    this.store.set({ searching: true });
  }

  showTables(tablesShown: boolean): void {
    this.store.set({ tablesShown });
  }

  reset(): void {
    this.store.set({ ...choices, typedProblem: undefined });
  }
}
