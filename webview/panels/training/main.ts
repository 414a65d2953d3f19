/** The Training panel: wires the host's channel, the state and the views together. */
import { t } from '../../../src/l10n/t';
import type { CatalogEvents, PanelEvents, WebviewEvents } from '../../../src/protocol/panel';
import { fromHost } from '../../../src/protocol/schemas/fromHost';
import { registerCharts } from '../../lib/charts';
import { Exporter } from '../../lib/export/exporter';
import { createHead, type HeadWords } from '../../lib/head';
import { PanelChannel } from '../../lib/panelChannel';
import { runPanel } from '../../lib/runPanel';
import { Store } from '../../lib/store';
import { registerToolkit } from '../../lib/toolkit';
import { connectHost } from '../../lib/vscode';
import { Actions } from './actions';
import { createBatches } from './batchesView';
import { bound } from './binding';
import { createCurves } from './curvesView';
import { createLayers } from './layersView';
import { type TrainingMethods, TrainingRequests } from './requests';
import { toSave } from './saved';
import { createScaling } from './scalingView';
import { createSettings } from './settingsView';
import { createSizes } from './sizesView';
import { createStarts } from './startsView';
import { currentProblem, initialState, type State } from './state';
import './training.css';
import { createVerdict } from './verdictView';

const headWords: HeadWords<State> = {
  tables: t('Show the charts as tables'),
  reset: t('All settings as they were at first'),
  problem: currentProblem,
  progress: ({ progress }) => progress,
};

function start(): void {
  registerToolkit();
  registerCharts();
  const host = connectHost();
  const store = new Store<State>(initialState);
  const channel = new PanelChannel<TrainingMethods, WebviewEvents, PanelEvents & CatalogEvents>(
    host.transport,
    {
      openExport: () => void exporter.open(),
      catalog: (catalog) => store.set({ catalog }),
      bound: (event) => store.set(bound(store.state, event, host.loadState())),
    },
    { admission: fromHost },
  );
  const requests = new TrainingRequests(channel, store);
  const actions = new Actions(store, requests, channel);
  const exporter = new Exporter(store, channel, async () => (await import('./exports')).exportsOf);
  runPanel({
    ...{ store, requests, host, channel, toSave },
    parts: partsOf(store, actions, exporter.button),
    asks: ({ binding, description, catalog, settings }) => [binding, description, catalog, settings],
    keeps: ({ target, settings, tablesShown }) => [target, settings, tablesShown],
    progress: () => requests.progressWords,
    set: (patch) => store.set(patch),
  });
}

function partsOf(store: Store<State>, actions: Actions, save: HTMLElement): readonly HTMLElement[] {
  const views = [createSettings, createCurves, createLayers, createStarts, createBatches, createScaling, createSizes];
  return [createHead(store, actions, headWords, { save }), createVerdict(store, actions), ...views.map((create) => create(store, actions))];
}

start();
