/** The map: its ground on a canvas, marks in SVG above, legend and choices below. */
import { fixed, significant } from '../../../../src/protocol/format';
import type { Surface } from '../../../../src/protocol/model';
import { h, s } from '../../../lib/dom';
import { onAnimationFrame } from '../../../lib/frame';
import type { Store } from '../../../lib/store';
import { resolvedColour } from '../../../lib/theme';
import type { Actions } from '../actions';
import { nowAt } from '../now';
import { limitFactor, rateOption } from '../rate';
import { extent, rowAt } from '../rows';
import { focusedRun, type State, shownRuns, startOf } from '../state';
import { axisHeight, gutterFor } from './axes';
import type { Box } from './box';
import { createChoices } from './choices';
import { attachGestures } from './gestures';
import { interpolate } from './hover';
import { legend } from './legend';
import type { Pixel } from './marks';
import { MapOverlay } from './overlay';
import { PathView } from './paths';
import { curveProjection, type Frame, type Projection, planeProjection } from './project';
import { gridEigenvalues, regionPath } from './regions';
import { drawCurve, drawRelief, reliefColours, sizeCanvas } from './relief';

export function createMap(store: Store<State>, actions: Actions): HTMLElement {
  const canvas = h('canvas', { 'aria-hidden': 'true' });
  const svg = s('svg', { tabindex: 0, role: 'application', class: 'marks' });
  const pointer = h('output', { class: 'pointer label', 'aria-hidden': 'true' });
  const frameElement = h('div', { class: 'frame' }, canvas, svg, pointer);
  const scale = h('div', { class: 'scale' });
  const below = h('div', { class: 'below' }, scale, createChoices(store, actions));
  const element = h('section', { class: 'map', 'aria-label': 'Map of the loss' }, frameElement, below);
  const overlay = new MapOverlay(svg);
  let layout: Layout | undefined;

  const ground = onAnimationFrame(() => {
    layout = layoutFor(store.state, frameElement.clientWidth);
    if (!layout) return;
    const { frame, width, height, projection } = layout;
    frameElement.style.height = `${height}px`;
    overlay.resize(width, height);
    const context = sizeCanvas(canvas, width, frame.size);
    const { surface } = store.state;
    if (!context || !surface) return;
    const colours = reliefColours();
    if (projection.kind === 'plane') {
      drawRelief(context, surface, projection, frame, colours);
      scale.replaceChildren(h('span', { class: 'symbol' }, 'L'), legend(surface, Math.min(190, frame.size * 0.45), colours.ramp));
    } else {
      drawCurve(context, surface, projection, frame, colours, resolvedColour('--ink'));
      scale.replaceChildren();
    }
  });
  const scene = onAnimationFrame(() => {
    layout = layoutFor(store.state, frameElement.clientWidth);
    if (layout) overlay.draw(sceneFor(store.state, layout));
    advance();
  });
  const advance = () => {
    const { state } = store;
    const run = focusedRun(state);
    overlay.advance(state.step, run && nowAt(run, rowAt(run, state.step), state.readout));
  };

  store.watch((state) => [state.surface, state.view, state.home, state.theme, state.description], ground);
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
    ],
    scene,
  );
  store.watch((state) => [state.step, state.readout], advance);
  store.watch(
    (state) => [state.description],
    ([description]) => {
      const names = description?.coordinates.slice(0, 2).join(' and ') ?? '';
      svg.setAttribute(
        'aria-label',
        `Map of ${description?.summary.name ?? 'the loss'} over ${names}. Arrow keys move the start, plus and minus zoom, 0 resets.`,
      );
    },
  );
  new ResizeObserver(() => {
    ground();
    scene();
  }).observe(frameElement);

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

interface Layout {
  readonly frame: Frame;
  readonly width: number;
  readonly height: number;
  readonly projection: Projection;
}

function layoutFor(state: State, width: number): Layout | undefined {
  const box = state.view ?? state.home;
  const { description, surface, settings } = state;
  if (!box || !description || width <= 0) return undefined;
  const up: Box = description.n === 1 ? [box[0], box[1], ...curveRange(surface)] : box;
  const left = gutterFor(up, width);
  const frame: Frame = { left, size: Math.max(80, width - left - 1) };
  const projection = description.n === 1 ? curveProjection(box, [up[2], up[3]], frame) : planeProjection(box, settings.plane, frame);
  return { frame, width, height: frame.size + axisHeight, projection };
}

/** The curve's values with a little air. */
function curveRange(surface: Surface | undefined): readonly [number, number] {
  const [low, high] = (surface && extent(surface.values.subarray(0, surface.size))) ?? [0, 1];
  const air = 0.06 * (high - low || 1);
  return [low - air, high + air];
}

function sceneFor(state: State, { projection, frame }: Layout) {
  const { settings, points, picked, description } = state;
  const paths = shownRuns(state)
    .filter(({ run }) => run.n === description?.n)
    .map(({ chip, run }) => new PathView(chip, run, projection, frame.size, chip.key === settings.focus, gapFor(state, run)));
  const coordinate = (i: number) => description?.coordinates[i] ?? '';
  const names =
    description?.n === 1 ? ([coordinate(0), 'L'] as const) : ([coordinate(settings.plane[0]), coordinate(settings.plane[1])] as const);
  return {
    projection,
    frame,
    names,
    paths,
    points,
    picked,
    curves: curvesOf(state, projection),
    start: startPixel(state, projection),
    region: regionFor(state, projection),
  };
}

function curvesOf({ search, description }: State, projection: Projection): readonly (readonly Pixel[])[] {
  if (description?.n !== 2) return [];
  return (search?.continua ?? [])
    .filter(({ dimension }) => dimension === 1)
    .map(({ points, loss }) => points.map((at) => projection.place(at, loss)));
}

/** For n > 2: |L − L of the plane at the same place|, as a part of the drawn range. */
function gapFor(
  { description, surface, settings }: State,
  run: { readonly n: number; readonly params: Float64Array; readonly loss: Float64Array },
) {
  if (!surface || !description || description.n <= 2) return undefined;
  const [low, high] = extent(surface.values) ?? [0, 1];
  const [across, up] = settings.plane;
  return (row: number): number => {
    const drawn = interpolate(surface, run.params[row * run.n + across], run.params[row * run.n + up]);
    return drawn === undefined ? 1 : Math.abs(run.loss[row] - drawn) / (high - low || 1);
  };
}

function startPixel(state: State, projection: Projection): Pixel | undefined {
  const start = startOf(state);
  const loss = shownRuns(state).at(-1)?.run.loss[0] ?? Number.NaN;
  const pixel = start && projection.place(start, loss);
  return pixel?.every(Number.isFinite) ? pixel : undefined;
}

function moveStart({ settings, description, view, home }: State, actions: Actions, u: number, v: number, group: string): void {
  const from = startOf({ settings, description });
  const box = view ?? home;
  if (!from || !box) return;
  const [across, up] = settings.plane;
  const clamp = (value: number, low: number, high: number) => Number(Math.max(low, Math.min(high, value)).toPrecision(6));
  const start = Array.from(from);
  if (from.length > 1) start[up] = clamp(v, box[2], box[3]);
  start[across] = clamp(u, box[0], box[1]);
  actions.change((now) => ({ ...now, start }), group);
}

function pointAtPixel({ points }: State, { place }: Projection, [x, y]: Pixel): string | undefined {
  return points.find((point) => {
    const [px, py] = place(point.at, point.loss);
    return Math.hypot(px - x, py - y) < 9;
  })?.name;
}

function pointerWords({ surface, description, settings }: State, { projection, frame }: Layout, [px, py]: Pixel): string {
  const [u, v] = [projection.x.invert(px), projection.y.invert(py)];
  if (!surface || !description || px < frame.left || py > frame.size) return '';
  const [across, up] = settings.plane.map((i) => description.coordinates[i] ?? '');
  const loss = interpolate(surface, u, description.n === 1 ? surface.box[2] : v);
  const decimals = Math.max(2, Math.ceil(-Math.log10(projection.box[1] - projection.box[0])) + 2);
  const where = description.n === 1 ? `${across} ${fixed(u, decimals)}` : `${across} ${fixed(u, decimals)}, ${up} ${fixed(v, decimals)}`;
  return loss === undefined ? where : `${where}: L ${significant(loss)}`;
}

function regionFor(state: State, projection: Projection): { name: string; path: string } | undefined {
  const { surface, settings, description } = state;
  if (settings.overlay === 'none' || !surface || description?.n !== 2) return undefined;
  const { smallest, largest } = gridEigenvalues(surface);
  if (settings.overlay === 'negative curvature') {
    return {
      name: settings.overlay,
      path: regionPath(
        smallest.map((value) => -value),
        0,
        surface,
        projection,
      ),
    };
  }
  const run = focusedRun(state);
  const factor = run && limitFactor(run);
  const rate = run?.options[rateOption];
  if (factor === undefined || typeof rate !== 'number') return { name: 'unstable region of this optimizer', path: '' };
  return { name: settings.overlay, path: regionPath(largest, factor / rate, surface, projection) };
}
