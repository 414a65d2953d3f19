/** The Curvature panel: wires the host's channel, the state and the views together. */
import '../../lib/language';
import { t } from '../../../src/l10n/t';
import { Channel } from '../../../src/protocol/channel';
import type { PanelEvents, SteerEvents, WebviewEvents } from '../../../src/protocol/panel';
import { registerCharts } from '../../lib/charts';
import { h } from '../../lib/dom';
import { createHead, type HeadWords } from '../../lib/head';
import { live, watchProgress } from '../../lib/life';
import { Store } from '../../lib/store';
import { onThemeChange } from '../../lib/theme';
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
  progress: ({ late }) => (late ? t('computing') : undefined),
};

function start(): void {
  registerToolkit();
  registerCharts();
  const host = connectHost();
  const store = new Store<State>(initialState);
  const channel = new Channel<CurvatureMethods, Record<never, never>, WebviewEvents, PanelEvents & Pick<SteerEvents, 'goTo'>>(
    host.transport,
    {},
    {
      bound: (event) => store.set(bound(store.state, event, host.loadState())),
      goTo: ({ at, purpose }) => {
        actions.moveTo(at);
        if (purpose === 'escape') actions.escape();
      },
    },
  );
  const requests = new CurvatureRequests(channel, store);
  const actions = new Actions(store, requests, channel);
  document.getElementById('root')?.replaceChildren(page(store, actions));

  store.watch(
    (state) => [state.binding, state.at, state.reach, state.escapeFrom, state.description],
    () => requests.sync(),
  );
  store.watch(
    (state) => [state.target, state.at, state.reach, state.sharedScale, state.tablesShown, state.filter, state.escapeFrom],
    (_, state) => {
      const saved = toSave(state);
      if (saved) host.saveState(saved);
    },
  );
  onThemeChange(() => store.set({ theme: store.state.theme + 1 }));
  live(store, (version) => channel.emit('settled', { version }));
  watchProgress(
    () => requests.pendingSince,
    (late) => {
      if (late !== store.state.late) store.set({ late });
    },
  );
  window.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && store.state.late) actions.cancel();
  });
  channel.emit('ready', null);
}

function page(store: Store<State>, actions: Actions): HTMLElement {
  const grid = h(
    'div',
    { class: 'grid' },
    createHead(store, actions, headWords),
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
  );
  return h('main', {}, grid);
}

start();
