/** The Descent panel: wires the host's channel, the state and the views together. */
import { t } from '../../../src/l10n/t';
import type { DescentEvents, DescentWebviewEvents } from '../../../src/protocol/panel';
import { fromHost } from '../../../src/protocol/schemas/fromHost';
import { registerCharts } from '../../lib/charts';
import { h } from '../../lib/dom';
import { Exporter } from '../../lib/export/exporter';
import { createHead, type HeadWords, historyButtons } from '../../lib/head';
import { announce } from '../../lib/life';
import { PanelChannel } from '../../lib/panelChannel';
import { Actions } from '../../lib/picture/actions';
import { bound, pictured } from '../../lib/picture/binding';
import { runPanel } from '../../lib/runPanel';
import { Store } from '../../lib/store';
import { registerToolkit } from '../../lib/toolkit';
import { onUndoKeys } from '../../lib/undoKeys';
import { connectHost } from '../../lib/vscode';
import { createBars } from './bars';
import { createChips } from './chips';
import './descent.css';
import { type PictureMethods, PictureRequests } from '../../lib/picture/requests';
import { kept, toSave } from '../../lib/picture/saved';
import { currentProblem, initialState, type State } from '../../lib/picture/state';
import { createForm } from './form';
import { createInternals } from './internals';
import { createPoints } from './list';
import { createMap } from './map/map';
import { createCoefficients } from './penalty/coefficients';
import { createRate } from './rateView';
import { createRunForm } from './run/form';
import { createStats } from './stats';
import { Steering, shownPoint } from './steering';
import { createTimeline } from './timeline';
import { createVerdict } from './verdictView';

/** What requests depend on. */
const asked = [
  ...(['binding', 'description', 'settings', 'rates', 'view', 'step', 'home', 'runs', 'playing', 'points', 'searching'] as const),
  ...(['runOpen', 'internalsOpen', 'pathOpen'] as const),
];

const headWords: HeadWords<State> = {
  reset: t('Reset to defaults'),
  problem: currentProblem,
  progress: ({ progress }) => progress,
};

function start(): void {
  registerToolkit();
  registerCharts();
  const host = connectHost();
  const store = new Store<State>(initialState);
  const channel = new PanelChannel<PictureMethods, DescentWebviewEvents, DescentEvents>(
    host.transport,
    {
      openExport: () => void exporter.open(),
      catalog: (catalog) => store.set({ catalog }),
      bound: (event) => store.set(bound(store.state, event, host.loadState())),
      learningRate: ({ optimizer, learningRate }) => actions.setRate(optimizer, learningRate),
      cursor: (cursor) => store.set({ cursor }),
      options: (chosen) => actions.useOptions(chosen),
      picture: (event) => store.set(pictured(store.state, event)),
      goTo: (destination) => steering.goTo(destination),
      optimizer: (name) => steering.useOptimizer(name),
    },
    { admission: fromHost },
  );
  const requests = new PictureRequests(channel, store);
  const actions = new Actions(store, requests, channel);
  const steering = new Steering(store, actions);
  const exporter = new Exporter(store, channel, async () => (await import('./export/data')).exportsOf);

  runPanel({
    ...{ store, requests, host, channel, toSave },
    parts: partsOf(store, actions, exporter.button),
    asks: (state) => asked.map((key) => state[key]),
    keeps: (state) => [state.target, ...kept.map((key) => state[key])],
    progress: progressWords,
    set: (patch) => store.set(patch),
  });
  tellHost(store, requests, channel);
  onUndoKeys({ undo: () => actions.undo(), redo: () => actions.redo() });
}

function partsOf(store: Store<State>, actions: Actions, save: HTMLElement): readonly HTMLElement[] {
  const { transport, strips } = createTimeline(store, actions);
  return [
    createHead(store, actions, headWords, { history: historyButtons(store, actions), save }),
    createVerdict(store, actions),
    h('div', { class: 'optimizers' }, createChips(store, actions), createForm(store, actions), createRunForm(store, actions)),
    createRate(store, actions),
    createStats(store),
    createMap(store, actions),
    createBars(store),
    createPoints(store, actions),
    transport,
    strips,
    createCoefficients(store, actions),
    createInternals(store, actions),
  ];
}

/** What is shown elsewhere of this panel: which optimizers run, the point at the scrubbed step, that the readouts are there. */
function tellHost(
  store: Store<State>,
  requests: PictureRequests,
  channel: PanelChannel<PictureMethods, DescentWebviewEvents, DescentEvents>,
): void {
  store.watch(
    (state) => [JSON.stringify(state.settled === undefined ? [] : requests.running())],
    () => {
      if (store.state.settled !== undefined) channel.emit('optimizers', requests.running());
    },
  );
  store.watch(
    (state) => [state.shown],
    () => void announce('shown', () => store.state.shown),
  );
  store.watch(
    (state) => [state.binding, state.settings, state.runs, state.step],
    (_, state) => channel.emit('at', shownPoint(state)),
  );
}

function progressWords({ surface, overlaid }: State): string {
  const done = overlaid.basins?.found.done ?? 1;
  if (done < 1) return t('following starts, {0} %', Math.floor(100 * done));
  return surface ? t('refining {0} × {0}', surface.size) : t('computing');
}

start();
