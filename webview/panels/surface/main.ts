/** The Surface panel: wires the host's channel, the state and the views together. */
import { t } from '../../../src/l10n/t';
import type { CatalogEvents, CursorEvents, ForesightEvents, PanelEvents, PictureEvents, WebviewEvents } from '../../../src/protocol/panel';
import { fromHost } from '../../../src/protocol/schemas/fromHost';
import { Exporter } from '../../lib/export/exporter';
import { createHead, type HeadActions, type HeadWords } from '../../lib/head';
import { PanelChannel } from '../../lib/panelChannel';
import { bound, pictured } from '../../lib/picture/binding';
import { type GridSizes, type PictureMethods, PictureRequests } from '../../lib/picture/requests';
import { currentProblem } from '../../lib/picture/state';
import { runPanel } from '../../lib/runPanel';
import { Store } from '../../lib/store';
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
  const channel = new PanelChannel<
    PictureMethods,
    WebviewEvents & ForesightEvents,
    PanelEvents & CatalogEvents & PictureEvents & CursorEvents
  >(
    host.transport,
    {
      openExport: () => void exporter.open(),
      cursor: (cursor) => store.set({ cursor }),
      picture: (event) => store.set(pictured(store.state, event)),
      catalog: (catalog) => store.set({ catalog }),
      bound: (event) => {
        const saved = host.loadState();
        const first = store.state.target === undefined;
        store.set({ ...bound(store.state, event, saved), ...(first ? { orbit: restoredOrbit(saved) } : {}) });
      },
    },
    { admission: fromHost },
  );
  const requests = new PictureRequests(channel, store, sizes, { convexity: false });
  const actions = new SurfaceActions(store, requests, channel);
  const exporter = new Exporter(store, channel, async () => (await import('./exports')).exportsOf);
  runPanel({
    ...{ store, requests, host, channel, toSave },
    parts: partsOf(store, actions, exporter.button),
    asks: ({ binding, settings, rates, step, home, runs, description }) => [binding, settings, rates, step, home, runs, description],
    keeps: ({ target, settings, rates, home, tablesShown, moving, orbit }) => [
      ...[target, settings, rates, home, tablesShown, moving ? undefined : orbit],
    ],
    progress: ({ surface }) => (surface ? t('refining {0} × {0}', surface.size) : t('computing')),
    set: (patch) => store.set(patch),
  });
}

function partsOf(store: Store<State>, actions: SurfaceActions, save: HTMLElement): readonly HTMLElement[] {
  return [
    createHead(store, headActions(actions), headWords, { save }),
    createVerdict(store, actions),
    createPathList(store, actions),
    createPicture(store, actions),
    createTables(store),
  ];
}

start();
