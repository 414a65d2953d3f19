/** The picture: room, sheet and marks in three layers, drawn again only when something has changed. */
import { t } from '../../../src/l10n/t';
import { fixed, significant } from '../../../src/protocol/format';
import { h, s, setAttributes } from '../../lib/dom';
import { canvasPath, drawnBy } from '../../lib/export/drawing';
import { onAnimationFrame } from '../../lib/frame';
import { createChoices } from '../../lib/picture/map/choices';
import { cursorMark } from '../../lib/picture/map/cursorMarks';
import { interpolate } from '../../lib/picture/map/hover';
import { legend } from '../../lib/picture/map/legend';
import { sizeCanvas } from '../../lib/picture/map/relief';
import { lossShading } from '../../lib/picture/map/shades';
import type { Pixel } from '../../lib/pointGlyph';
import type { Store } from '../../lib/store';
import type { SurfaceActions } from './actions';
import { axisMarks } from './axes';
import { attachGestures } from './gestures';
import { type GroundColours, groundColours } from './ground/colours';
import { Ground } from './ground/ground';
import { thingMarks } from './marks';
import { drawRoom } from './room';
import { type Scene, SceneMaker, sceneInputs } from './scene';
import { paramsAt } from './sheet';
import { pointUnder } from './sight';
import type { State } from './state';
import { View } from './view';
import { pictureName } from './words';

export function createPicture(store: Store<State>, actions: SurfaceActions): HTMLElement {
  const roomCanvas = h('canvas', { 'aria-hidden': 'true' });
  const svg = s('svg', { tabindex: 0, role: 'application', class: 'marks' });
  const pointer = h('div', { class: 'pointer label', 'aria-hidden': 'true' });
  const maker = new SceneMaker();
  let colours: { readonly theme: number; readonly values: GroundColours } | undefined;
  let shown: { readonly scene: Scene; readonly view: View } | undefined;

  const paint = onAnimationFrame(() => {
    const { state } = store;
    const scene = maker.scene(state);
    const view = new View(state.orbit, frame.clientWidth, frame.clientHeight);
    if (!scene || view.width === 0 || view.height === 0) return;
    shown = { scene, view };
    if (colours?.theme !== state.theme) colours = { theme: state.theme, values: groundColours() };
    const context = sizeCanvas(roomCanvas, view.width, view.height);
    if (context) drawRoom(context, canvasPath, scene.room, view, colours.values);
    ground.paint(scene.sheet, view, colours.values, state.moving);
    setAttributes(svg, { width: view.width, height: view.height });
    const cursor = cursorMark(state);
    svg.replaceChildren(axisMarks(scene.room.axes, view, cursor), ...thingMarks(scene.things, scene.sheet, view, cursor));
    const { azimuth, elevation, zoom } = state.orbit;
    setAttributes(frame, {
      'data-size': scene.sheet.size,
      'data-orbit': [azimuth, elevation, zoom].map((x) => fixed(x)).join(' '),
      'data-moving': state.moving,
    });
  });
  const ground = new Ground(paint);
  drawnBy(roomCanvas, (brush, newPath) => {
    if (shown) drawRoom(brush, newPath, shown.scene.room, shown.view, groundColours());
  });
  const frame = h('div', { class: 'frame' }, roomCanvas, ground.element, svg, pointer);
  const scale = h('div', { class: 'scale' });
  const below = h('div', { class: 'below' }, scale, createChoices(store, actions, { whole: false }));

  store.watch((state) => [...sceneInputs(state), state.orbit, state.moving, state.theme, cursorMark(state)], paint);
  store.watch(
    (state) => [state.surface, state.theme],
    ([surface]) => {
      if (surface) scale.replaceChildren(h('span', { class: 'symbol' }, 'L'), legend(lossShading(surface, groundColours().ramp), 190));
    },
  );
  store.watch(
    (state) => [state.description, state.settings, state.surface, state.points, state.search, state.runs],
    (_, state) => svg.setAttribute('aria-label', pictureName(state)),
  );
  new ResizeObserver(paint).observe(frame);
  attachGestures(svg, {
    turn: (round, over) => actions.turn(round, over),
    zoom: (factor) => actions.zoom(factor),
    reset: () => actions.resetOrbit(),
    hover: (pixel) => {
      pointer.textContent = pixel && shown ? pointerWords(store.state, shown.scene, shown.view, pixel) : '';
    },
    pick: (pixel) => {
      const name = shown && pointAtPixel(shown.scene, shown.view, pixel);
      actions.pick(name === store.state.picked ? undefined : name);
    },
  });
  return h('section', { class: 'map surface', 'aria-label': t('Surface of the loss'), 'data-picture': 'surface' }, frame, below);
}

function pointAtPixel({ things }: Scene, view: View, [x, y]: Pixel): string | undefined {
  return things.points.find(({ at }) => {
    const [px, py] = view.project(at);
    return Math.hypot(px - x, py - y) < 9;
  })?.point.name;
}

/** Where the pointer is on the sheet, and how high. */
function pointerWords({ surface, description, settings }: State, { sheet }: Scene, view: View, pixel: Pixel): string {
  const found = pointUnder(sheet, view.eye, view.ray(pixel));
  if (!found || !surface || !description) return '';
  const [u, v] = paramsAt(surface.box, ...found);
  const loss = interpolate(surface, u, v);
  const [across, up] = settings.plane.map((i) => description.coordinates[i] ?? '');
  const decimals = Math.max(2, Math.ceil(-Math.log10(surface.box[1] - surface.box[0])) + 2);
  const where = description.n === 1 ? `${across} ${fixed(u, decimals)}` : `${across} ${fixed(u, decimals)}, ${up} ${fixed(v, decimals)}`;
  return loss === undefined ? where : t('{0}: L {1}', where, significant(loss));
}
