/** The Curvature panel: wires the host's channel, the state and the views together. */
import { t } from '../../../src/l10n/t';
import type { CursorEvents, PanelEvents, SteerEvents, WebviewEvents } from '../../../src/protocol/panel';
import { fromHost } from '../../../src/protocol/schemas/fromHost';
import { registerCharts } from '../../lib/charts';
import { h } from '../../lib/dom';
import { Exporter } from '../../lib/export/exporter';
import { createHead, type HeadWords } from '../../lib/head';
import { PanelChannel } from '../../lib/panelChannel';
import { runPanel } from '../../lib/runPanel';
import { Store } from '../../lib/store';
import { registerToolkit } from '../../lib/toolkit';
import { connectHost } from '../../lib/vscode';
import { Actions } from './actions';
import { createBars } from './bars';
import { bound } from './binding';
import { createCoordinates } from './coordinates';
import './curvature.css';
import { createEscape } from './escapeView';
import { createHessian } from './hessian';
import { createPlaces } from './places';
import { type CurvatureMethods, CurvatureRequests } from './requests';
import { toSave } from './saved';
import { createSections } from './sectionsView';
import { currentProblem, initialState, type State } from './state';
import { createStats } from './stats';
import { createVerdict } from './verdict';

const headWords: HeadWords<State> = {
  tables: t('Show the charts as tables'),
  reset: t('Back to the start, automatic reach'),
  problem: currentProblem,
  progress: ({ progress }) => progress,
};

function start(): void {
  registerToolkit();
  registerCharts();
  const host = connectHost();
  const store = new Store<State>(initialState);
  const channel = new PanelChannel<CurvatureMethods, WebviewEvents, PanelEvents & CursorEvents & Pick<SteerEvents, 'goTo'>>(
    host.transport,
    {
      openExport: () => void exporter.open(),
      bound: (event) => store.set(bound(store.state, event, host.loadState())),
      cursor: (cursor) => store.set({ cursor }),
      goTo: ({ at, purpose }) => {
        actions.moveTo(at);
        if (purpose === 'escape') actions.escape();
      },
    },
    { admission: fromHost },
  );
  const requests = new CurvatureRequests(channel, store);
  const actions = new Actions(store, requests, channel);
  const exporter = new Exporter(store, channel, async () => (await import('./exports')).exportsOf);
  runPanel({
    ...{ store, requests, host, channel, toSave },
    parts: partsOf(store, actions, exporter.button),
    asks: ({ binding, at, reach, escapeFrom, description }) => [binding, at, reach, escapeFrom, description],
    keeps: ({ target, at, reach, sharedScale, tablesShown, filter, escapeFrom }) => [
      ...[target, at, reach, sharedScale, tablesShown, filter, escapeFrom],
    ],
    progress: () => t('computing'),
    set: (patch) => store.set(patch),
  });
}

function partsOf(store: Store<State>, actions: Actions, save: HTMLElement): readonly HTMLElement[] {
  return [
    createHead(store, actions, headWords, { save }),
    createVerdict(store, actions),
    createStats(store),
    createSections(store, actions),
    createEscape(store, actions),
    h(
      'div',
      { class: 'side' },
      createCoordinates(store, actions),
      h('div', { class: 'matrices' }, createHessian(store), createBars(store)),
      createPlaces(store, actions),
    ),
  ];
}

start();
