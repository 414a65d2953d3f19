/** The Surface panel: wires the host's channel, the state and the views together. */
import { t } from '../../../src/l10n/t';
import '../../lib/language';
import { Channel } from '../../../src/protocol/channel';
import { h } from '../../lib/dom';
import { createHead, type HeadActions, type HeadWords } from '../../lib/head';
import { live, watchProgress } from '../../lib/life';
import { bound } from '../../lib/picture/binding';
import { type GridSizes, type HostChannel, PictureRequests } from '../../lib/picture/requests';
import { currentProblem } from '../../lib/picture/state';
import { Store } from '../../lib/store';
import { onThemeChange } from '../../lib/theme';
import { registerToolkit } from '../../lib/toolkit';
import { connectHost } from '../../lib/vscode';
import { SurfaceActions } from './actions';
import { createPathList } from './pathList';
import { createPicture } from './picture';
import { restoredOrbit, toSave } from './saved';
import { initialState, type State } from './state';
import './surface.css';
import { createTables } from './tables';
import { createVerdict } from './verdict';

/** Refined from 26 points along each side to 201, or 101 where every value is dear. */
const sizes: GridSizes = { planar: 201, cut: 101, moving: 51 };

const headWords: HeadWords<State> = {
  tables: t('Show the picture as tables'),
  reset: t('Look from where it began (0)'),
  problem: currentProblem,
  progress: ({ progress }) => progress,
};

const headActions = (actions: SurfaceActions): HeadActions => ({
  cancel: () => actions.cancel(),
  showTables: () => actions.toggle('tablesShown'),
  reset: () => actions.resetOrbit(),
  reveal: (location) => actions.reveal(location),
});

function start(): void {
  registerToolkit();
  const host = connectHost();
  const store = new Store<State>(initialState);
  const channel: HostChannel = new Channel(
    host.transport,
    {},
    {
      bound: (event) => {
        const saved = host.loadState();
        const first = store.state.target === undefined;
        store.set({ ...bound(store.state, event, saved), ...(first ? { orbit: restoredOrbit(saved) } : {}) });
      },
    },
  );
  const requests = new PictureRequests(channel, store, sizes, { convexity: false });
  const actions = new SurfaceActions(store, requests, channel);
  document.getElementById('root')?.replaceChildren(page(store, actions));

  store.watch(
    (state) => [state.binding, state.settings, state.rates, state.step, state.home, state.runs, state.description],
    () => requests.sync(),
  );
  store.watch(
    (state) => [state.target, state.settings, state.rates, state.home, state.tablesShown, state.moving ? undefined : state.orbit],
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
      const { surface, progress } = store.state;
      const words = late ? (surface ? t('refining {0} × {0}', surface.size) : t('computing')) : undefined;
      if (words !== progress) store.set({ progress: words });
    },
  );
  window.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && store.state.progress !== undefined) actions.cancel();
  });
  channel.emit('ready', null);
}

function page(store: Store<State>, actions: SurfaceActions): HTMLElement {
  return h(
    'main',
    {},
    h(
      'div',
      { class: 'grid' },
      createHead(store, headActions(actions), headWords),
      createVerdict(store, actions),
      createPathList(store, actions),
      createPicture(store, actions),
      createTables(store),
    ),
  );
}

start();
