/** A Search panel without its views, over a host that searches in this thread. */
import { expect } from 'vitest';
import type { Objective } from '../../../../src/engine/objective';
import { optimizers } from '../../../../src/engine/optimizers';
import { metadataOf } from '../../../../src/engine/options';
import { schedules } from '../../../../src/engine/schedules';
import { strategies } from '../../../../src/engine/training/search';
import { Search } from '../../../../src/engine/training/search/search';
import { trial } from '../../../../src/engine/training/search/trial';
import { finish } from '../../../../src/engine/work';
import { Channel, RequestError } from '../../../../src/protocol/channel';
import type { Catalog } from '../../../../src/protocol/model';
import type { ChosenOptions, PanelEvents, SearchWebviewEvents } from '../../../../src/protocol/panel';
import { Store } from '../../../../webview/lib/store';
import { Actions } from '../../../../webview/panels/search/actions';
import { bound } from '../../../../webview/panels/search/binding';
import { type SearchChannel, type SearchMethods, SearchRequests } from '../../../../webview/panels/search/requests';
import { toSave } from '../../../../webview/panels/search/saved';
import { initialState, type State } from '../../../../webview/panels/search/state';
import { spaceOf } from '../../training/search/support';
import { push, wire } from '../curvature/panel';

export const catalog: Catalog = {
  optimizers: optimizers.map(metadataOf),
  schedules: schedules.map(metadataOf),
  strategies: strategies.map(({ id, name, help, source }) => ({ id, name, help, source })),
  ...{ penalties: [], initialisers: [], recipes: [] },
};

export interface Text {
  readonly objective: Objective;
  readonly source: string;
}

/** `text` is what the function is at first; trials come one at a time, as fast as the event loop turns. */
export function panelOn(text: Text, start: readonly number[], saved?: unknown) {
  let current = text;
  const used: ChosenOptions[] = [];
  const asked: string[] = [];
  const [here, there] = wire();
  const run = (optimizer: ChosenOptions['optimizer'], steps: number) =>
    finish(trial(current.objective, { optimizer, start: Float64Array.from(start), steps }, 'final')).outcome;
  new Channel<Record<never, never>, SearchMethods, PanelEvents, SearchWebviewEvents>(
    there,
    {
      search: async ({ optimizer, options, earlier, ...plan }, { signal, partial }) => {
        asked.push('search');
        const search = new Search({ ...plan, space: spaceOf(optimizer.id, options) }, earlier?.trials);
        const { source } = current;
        for (let waiting = search.waiting(); waiting.length > 0; waiting = search.waiting()) {
          for (const proposal of waiting) {
            await new Promise((resolve) => setTimeout(resolve));
            if (signal.aborted) throw new RequestError({ code: 'internal', message: 'aborted' });
            const searched = search.optionsOf(proposal);
            search.add(proposal, run({ id: optimizer.id, options: { ...optimizer.options, ...searched } }, proposal.budget));
            partial({ ...search.result(), source });
          }
        }
        return { ...search.result(), source };
      },
      trial: ({ optimizer, steps }) => {
        asked.push('trial');
        return { outcome: run(optimizer, steps), failure: undefined, source: current.source };
      },
    },
    {
      ...{ ready: () => undefined, reveal: () => undefined, openGallery: () => undefined, settled: () => undefined },
      useOptions: (options) => used.push(options),
    },
  );
  const store = new Store<State>({ ...initialState, catalog });
  const channel: SearchChannel = new Channel(here, {}, { bound: () => undefined, catalog: () => undefined });
  const requests = new SearchRequests(channel, store);
  const actions = new Actions(store, requests, channel);
  store.watch(
    ({ binding, found, run: running }) => [binding, found, running],
    () => requests.sync(),
  );
  const bind = (version: number, next: Text = current) => {
    current = next;
    const event = { ...push(version, start), defaults: { optimizers: ['Gradient descent'], steps: 20 } };
    store.set(bound(store.state, event, saved));
  };
  const settled = async (version: number): Promise<State> => {
    await Promise.resolve();
    await expect.poll(() => store.state.settled, { interval: 2, timeout: 5000 }).toBe(version);
    return store.state;
  };
  const trials = (count: number) =>
    expect.poll(() => store.state.found?.report.trials.length ?? 0, { interval: 1 }).toBeGreaterThanOrEqual(count);
  return { store, actions, requests, asked, used, bind, settled, trials, saved: () => JSON.parse(JSON.stringify(toSave(store.state))) };
}
