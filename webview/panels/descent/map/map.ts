/** The map: its ground on a canvas, marks in SVG above, legend and choices below. */

import { t } from '../../../../src/l10n/t';
import { fixed, significant } from '../../../../src/protocol/format';
import { listed, sentences } from '../../../../src/protocol/words';
import { h, s } from '../../../lib/dom';
import { canvasPath } from '../../../lib/export/drawing';
import { onAnimationFrame } from '../../../lib/frame';
import type { Actions } from '../../../lib/picture/actions';
import { createChoices } from '../../../lib/picture/map/choices';
import { cursorMark } from '../../../lib/picture/map/cursorMarks';
import { interpolate } from '../../../lib/picture/map/hover';
import type { Projection } from '../../../lib/picture/map/project';
import { drawRelief, reliefColours, sizeCanvas } from '../../../lib/picture/map/relief';
import { movedTo, type ShownPlane } from '../../../lib/picture/map/shownPlane';
import { nowAt } from '../../../lib/picture/now';
import { focusedRun, type State, startOf } from '../../../lib/picture/state';
import type { Pixel } from '../../../lib/pointGlyph';
import { rowAt } from '../../../lib/rows';
import { watchSize } from '../../../lib/size';
import type { Store } from '../../../lib/store';
import { resolvedColour } from '../../../lib/theme';
import { drawCurve } from './curve';
import { attachGestures } from './gestures';
import { keyOf } from './key';
import { MapOverlay } from './overlay';
import { createOverlayView, hatchKey, overlayWords } from './overlayView';
import { createPlaneView } from './planeView';
import { type Layout, layoutFor, sceneFor, startPixel } from './scene';
import { shadingFor } from './shadingFor';

export function createMap(store: Store<State>, actions: Actions): HTMLElement {
  const canvas = h('canvas', { 'aria-hidden': 'true' });
  const svg = s('svg', { tabindex: 0, role: 'application', class: 'marks' });
  const pointer = h('div', { class: 'pointer label', 'aria-hidden': 'true' });
  const frameElement = h('div', { class: 'frame' }, canvas, svg, pointer);
  const scale = h('div', { class: 'scale' });
  const below = h('div', { class: 'below' }, scale, createChoices(store, actions));
  const element = h(
    'section',
    { class: 'map', 'aria-label': t('Map of the loss') },
    frameElement,
    below,
    createOverlayView(store),
    createPlaneView(store),
  );
  const overlay = new MapOverlay(svg);
  let layout: Layout | undefined;
  const size = watchSize(frameElement, () => {
    ground();
    scene();
  });

  const ground = onAnimationFrame(() => {
    layout = layoutFor(store.state, size().width);
    if (!layout) return;
    const { frame, width, height, projection } = layout;
    frameElement.style.height = `${height}px`;
    overlay.resize(width, height);
    const context = sizeCanvas(canvas, width, frame.size);
    const { surface } = store.state;
    if (!context || !surface) return;
    const colours = reliefColours();
    if (projection.kind === 'plane') {
      const shading = shadingFor(store.state, colours);
      drawRelief(context, canvasPath, { surface, projection, frame, colours, shading });
      const steps = keyOf(store.state, shading, Math.min(190, frame.size * 0.45));
      scale.replaceChildren(h('span', { class: 'symbol' }, shading.symbol), steps, ...hatchKey(store.state));
    } else {
      drawCurve(context, surface, projection, frame, { line: resolvedColour('--ink'), ground: colours.ramp(0.5) });
      scale.replaceChildren();
    }
  });
  const scene = onAnimationFrame(() => {
    layout = layoutFor(store.state, size().width);
    if (layout) overlay.draw(sceneFor(store.state, layout));
    advance();
  });
  const advance = () => {
    const { state } = store;
    const run = focusedRun(state);
    overlay.advance(state.step, run && nowAt(run, rowAt(run, state.step), state.readout));
  };

  store.watch(
    (state) => [
      ...[state.surface, state.view, state.home, state.theme, state.description, state.shownPlane, state.settings.overlay, state.overlaid],
      state.overlaid.basins && state.points,
    ],
    ground,
  );
  store.watch(
    (state) => [
      state.runs,
      state.points,
      state.search,
      state.picked,
      state.settings,
      state.view,
      state.home,
      state.surface,
      state.description,
      state.side.geometry,
      state.overlaid,
      state.shownPlane,
      state.counterExampleShown && state.convexity,
      cursorMark(state),
      // The unstable region depends on η, which a schedule changes from step to step.
      state.settings.overlay === 'unstable region' && state.settings.run.schedule ? state.step : undefined,
    ],
    scene,
  );
  store.watch((state) => [state.step, state.readout], advance);
  store.watch(
    (state) => [state.description, state.shownPlane],
    (_, state) => svg.setAttribute('aria-label', mapName(state)),
  );
  attachGestures(svg, {
    projection: () => layout?.projection,
    start: () => layout && startPixel(store.state, layout.projection),
    moveStart: (u, v, group) => moveStart(store.state, actions, u, v, group),
    pickAt(pixel) {
      const hit = layout && pointAtPixel(store.state, layout.projection, pixel);
      if (hit !== undefined) actions.pick(store.state.picked === hit ? undefined : hit);
      return hit !== undefined;
    },
    zoom: (box) => actions.zoomTo(box),
    takeBack: (count) => {
      for (let i = 0; i < count; i++) actions.undo();
    },
    rubber: (from, to) => overlay.rubber(from, to),
    hover(pixel) {
      pointer.textContent = pixel && layout ? pointerWords(store.state, layout, pixel) : '';
    },
  });
  return element;
}

function mapName({ description, shownPlane }: State): string {
  const names = [...new Set(shownPlane?.names)].join(t(' and '));
  const keys = t('Arrow keys move the start, plus and minus zoom, 0 resets.');
  const { name } = description?.summary ?? {};
  return sentences(name === undefined ? t('Map of the loss.') : t('Map of {0} over {1}.', name, names), keys);
}

function moveStart({ settings, description, view, home, shownPlane }: State, actions: Actions, u: number, v: number, group: string): void {
  const from = startOf({ settings, description });
  const box = view ?? home;
  if (!from || !box || !shownPlane) return;
  const clamp = (value: number, low: number, high: number) => Number(Math.max(low, Math.min(high, value)).toPrecision(6));
  const to = [clamp(u, box[0], box[1]), clamp(v, box[2], box[3])] as const;
  actions.change((now) => ({ ...now, start: startMoved(shownPlane, from, to) }), group);
}

/** Written into the coordinates where they are the axes, so that no rounding creeps into them. */
function startMoved(shown: ShownPlane, from: Float64Array, [u, v]: readonly [number, number]): number[] {
  if (!shown.axes) return Array.from(movedTo(shown, from, [u, v]));
  const start = Array.from(from);
  if (from.length > 1) start[shown.axes[1]] = v;
  start[shown.axes[0]] = u;
  return start;
}

function pointAtPixel({ points }: State, { place }: Projection, [x, y]: Pixel): string | undefined {
  return points.find((point) => {
    const [px, py] = place(point.at, point.loss);
    return Math.hypot(px - x, py - y) < 9;
  })?.name;
}

function pointerWords(state: State, { projection, frame }: Layout, [px, py]: Pixel): string {
  const { surface, description, shownPlane } = state;
  const [u, v] = [projection.x.invert(px), projection.y.invert(py)];
  if (!surface || !description || px < frame.left || py > frame.size) return '';
  const [across = '', up = ''] = shownPlane?.names ?? [];
  const loss = interpolate(surface, u, description.n === 1 ? surface.box[2] : v);
  const decimals = Math.max(2, Math.ceil(-Math.log10(projection.box[1] - projection.box[0])) + 2);
  const where = description.n === 1 ? `${across} ${fixed(u, decimals)}` : `${across} ${fixed(u, decimals)}, ${up} ${fixed(v, decimals)}`;
  return loss === undefined ? where : listed([t('{0}: L {1}', where, significant(loss)), ...overlayWords(state, u, v)]);
}
