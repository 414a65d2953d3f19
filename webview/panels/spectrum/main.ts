/** The Spectrum panel: wires the host's channel, the state and the views together. */
import { t } from '../../../src/l10n/t';
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
import { bound } from './binding';
import { createDensity } from './densityView';
import { createLine } from './lineView';
import { createPlaces } from './placesView';
import { createPoint } from './pointView';
import { type SpectrumMethods, SpectrumRequests } from './requests';
import { toSave } from './saved';
import { createSharpness } from './sharpnessView';
import './spectrum.css';
import { currentProblem, initialState, type State } from './state';
import { createStats, createVerdict } from './verdictView';

const headWords: HeadWords<State> = {
  tables: t('Show the charts as tables'),
  reset: t('Back to the start, everything as it was at first'),
  problem: currentProblem,
  progress: ({ progress }) => progress,
};

function start(): void {
  registerToolkit();
  registerCharts();
  const host = connectHost();
  const store = new Store<State>(initialState);
  const channel = new PanelChannel<SpectrumMethods>(
    host.transport,
    { openExport: () => void exporter.open(), bound: (event) => store.set(bound(store.state, event, host.loadState())) },
    { admission: fromHost },
  );
  const requests = new SpectrumRequests(channel, store);
  const actions = new Actions(store, requests, channel);
  const exporter = new Exporter(store, channel, async () => (await import('./exports')).exportsOf);
  runPanel({
    ...{ store, requests, host, channel, toSave },
    parts: partsOf(store, actions, exporter.button),
    asks: ({ binding, description, at, top, probes, epsilon, factor, from, to, searching }) => [
      ...[binding, description, at, top, probes, epsilon, factor, from, to, searching],
    ],
    keeps: ({ target, at, top, probes, bent, epsilon, factor, from, to, searching, tablesShown }) => [
      ...[target, at, top, probes, bent, epsilon, factor, from, to, searching, tablesShown],
    ],
    progress: () => requests.progressWords,
    set: (patch) => store.set(patch),
  });
}

function partsOf(store: Store<State>, actions: Actions, save: HTMLElement): readonly HTMLElement[] {
  const views = [createPoint, createDensity, createPlaces, createSharpness, createLine].map((create) => create(store, actions));
  return [createHead(store, actions, headWords, { save }), createVerdict(store, actions), createStats(store), ...views];
}

start();
