/** The Search panel: wires the host's channel, the state and the views together. */
import { t } from '../../../src/l10n/t';
import type { CatalogEvents, PanelEvents, SearchWebviewEvents } from '../../../src/protocol/panel';
import { fromHost } from '../../../src/protocol/schemas/fromHost';
import { registerCharts } from '../../lib/charts';
import { Exporter } from '../../lib/export/exporter';
import { createHead, type HeadWords, historyButtons } from '../../lib/head';
import { PanelChannel } from '../../lib/panelChannel';
import { runPanel } from '../../lib/runPanel';
import { Store } from '../../lib/store';
import { registerToolkit } from '../../lib/toolkit';
import { onUndoKeys } from '../../lib/undoKeys';
import { connectHost } from '../../lib/vscode';
import { Actions } from './actions';
import { bound } from './binding';
import { createParallel } from './parallelView';
import { type SearchMethods, SearchRequests } from './requests';
import { createRun } from './runView';
import { toSave } from './saved';
import { createScatter } from './scatterView';
import './search.css';
import { createSettings } from './settingsView';
import { currentProblem, initialState, isRunning, isStale, type State } from './state';
import { createBest, createTrials } from './trialsView';
import { createVerdict } from './verdictView';

const headWords: HeadWords<State> = {
  tables: t('Show the charts as tables'),
  reset: t('Back to the settings that a new panel has'),
  problem: currentProblem,
  progress: ({ progress }) => progress,
};

function start(): void {
  registerToolkit();
  registerCharts();
  const host = connectHost();
  const store = new Store<State>(initialState);
  const channel = new PanelChannel<SearchMethods, SearchWebviewEvents, PanelEvents & CatalogEvents>(
    host.transport,
    {
      openExport: () => void exporter.open(),
      catalog: (catalog) => store.set({ catalog }),
      bound: (event) => store.set(bound(store.state, event, host.loadState())),
    },
    { admission: fromHost },
  );
  const requests = new SearchRequests(channel, store);
  const actions = new Actions(store, requests, channel);
  const exporter = new Exporter(store, channel, async () => (await import('./exports')).exportsOf);
  runPanel({
    ...{ store, requests, host, channel, toSave },
    parts: partsOf(store, actions, exporter.button),
    asks: ({ binding, found, run }) => [binding, found, run],
    keeps: ({ target, plan, run, found, picked, across, order, tablesShown }) => [
      ...[target, plan, run, picked, across, order, tablesShown],
      // VS Code writes the state on every change: while trials come in, each time there are twice as many.
      isRunning(run) ? Math.ceil(Math.log2(found?.report.trials.length ?? 0)) : found,
    ],
    progress: () => requests.progressWords,
    set: (patch) => store.set(patch),
  });
  store.watch(
    (state) => [isStale(state)],
    ([stale]) => document.body.classList.toggle('stale', stale),
  );
  onUndoKeys({ undo: () => actions.undo(), redo: () => actions.redo() });
}

function partsOf(store: Store<State>, actions: Actions, save: HTMLElement): readonly HTMLElement[] {
  const views = [createVerdict, createSettings, createRun, createScatter, createParallel, createBest, createTrials];
  return [
    createHead(store, actions, headWords, { history: historyButtons(store, actions), save }),
    ...views.map((create) => create(store, actions)),
  ];
}

start();
