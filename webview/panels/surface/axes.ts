/** Ticks and names of the three axes, and where they stand: along the edges that are nearest to the eye. */
import { t } from '../../../src/l10n/t';
import { atCursor } from '../../lib/cursor';
import { s } from '../../lib/dom';
import type { CursorMark } from '../../lib/picture/map/cursorMarks';
import { polyline } from '../../lib/picture/map/marks';
import type { Pixel } from '../../lib/pointGlyph';
import { tickLabel, ticks } from '../../lib/scale';
import { floor, placeIn, type Sheet, top, zOf } from './sheet';
import type { Vector, View } from './view';

export interface RoomTick {
  /** In the room. */
  readonly at: number;
  readonly label: string;
}

export interface RoomAxes {
  readonly across: readonly RoomTick[];
  readonly up: readonly RoomTick[];
  readonly heights: readonly RoomTick[];
  /** The user's names of the parameters; the second is missing for a loss of one. */
  readonly names: readonly [across: string, up: string | undefined, height: string];
}

const ticksAlongSide = 5;

export function axesOf({ surface: { box }, scale }: Sheet, [across, up]: readonly [string, string | undefined]): RoomAxes {
  const along = (low: number, high: number, place: (value: number) => number): readonly RoomTick[] => {
    const values = ticks(low, high, ticksAlongSide);
    const step = values.length > 1 ? values[1] - values[0] : high - low;
    return values.map((value) => ({ at: place(value), label: tickLabel(value, step) }));
  };
  return {
    across: along(box[0], box[1], (u) => placeIn(box, u, box[2])[0]),
    up: up === undefined ? [] : along(box[2], box[3], (v) => placeIn(box, box[0], v)[1]),
    heights: scale.ticks.map(({ height, label }) => ({ at: zOf(height), label })),
    names: [across, up, scale.kind === 'log' ? t('L, logarithmic') : 'L'],
  };
}

/** Pixels between an edge, its labels and its name. */
const [near, far] = [14, 36];

interface Edge {
  readonly ticks: readonly RoomTick[];
  readonly name: string | undefined;
  /** The text cursor stands at its parameter. */
  readonly marked: boolean;
  place(at: number): Vector;
}

export function axisMarks({ across, up, heights, names }: RoomAxes, view: View, cursor: CursorMark): SVGGElement {
  const [x, y] = view.side;
  const edges: readonly Edge[] = [
    { ticks: across, name: names[0], marked: cursor === 'across', place: (at) => [at, y, floor] },
    { ticks: up, name: names[1], marked: cursor === 'up', place: (at) => [x, at, floor] },
  ];
  return s('g', { class: 'axes' }, ...edges.flatMap((edge) => floorEdge(edge, view)), ...heightEdge(heights, names[2], view));
}

function floorEdge({ ticks: along, name, marked, place }: Edge, view: View): SVGElement[] {
  const out = outwards(view, place);
  const end = anchorOf(out);
  const label = (at: number, distance: number, text: string, kind: string) => {
    const [px, py] = shifted(view.project(place(at)), out, distance);
    return s('text', { class: `halo ${kind}`, x: px.toFixed(1), y: (py + 4).toFixed(1), 'text-anchor': end }, text);
  };
  const named = name === undefined ? [] : [label(0, far, name, marked ? `axis-name ${atCursor}` : 'axis-name')];
  const line = marked
    ? [s('path', { class: `axis-line ${atCursor}`, d: polyline([view.project(place(-1)), view.project(place(1))]) })]
    : [];
  const ticked = along.flatMap(({ at, label: text }) => [tick(view.project(place(at)), out), label(at, near, text, 'number')]);
  return [...line, ...ticked, ...named];
}

/** Along whichever outer edge of the walls is on the left. */
function heightEdge(marked: readonly RoomTick[], name: string, view: View): SVGElement[] {
  const [x, y] = view.side;
  const ends: readonly Vector[] = [
    [-x, y, 0],
    [x, -y, 0],
  ];
  const [left] = [...ends].sort((a, b) => view.project(a)[0] - view.project(b)[0]);
  const place = (z: number): Vector => [left[0], left[1], z];
  const [nx, ny] = view.project(place(top));
  return [
    ...marked.flatMap(({ at, label }) => {
      const [px, py] = view.project(place(at));
      const text = { class: 'halo number', x: (px - 9).toFixed(1), y: (py + 4).toFixed(1), 'text-anchor': 'end' };
      return [tick([px, py], [-1, 0]), s('text', text, label)];
    }),
    s('text', { class: 'halo axis-name', x: nx.toFixed(1), y: (ny - 12).toFixed(1), 'text-anchor': 'middle' }, name),
  ];
}

/** The direction on screen that leads away from the room, square to an edge of the floor. */
function outwards(view: View, place: Edge['place']): Pixel {
  const [[ax, ay], [bx, by]] = [view.project(place(-1)), view.project(place(1))];
  const length = Math.hypot(bx - ax, by - ay) || 1;
  const square: Pixel = [(by - ay) / length, (ax - bx) / length];
  return square[1] < 0 ? [-square[0], -square[1]] : square;
}

const shifted = ([x, y]: Pixel, [dx, dy]: Pixel, distance: number): Pixel => [x + dx * distance, y + dy * distance];

const anchorOf = ([dx]: Pixel): string => (dx < -0.35 ? 'end' : dx > 0.35 ? 'start' : 'middle');

const tick = ([x, y]: Pixel, [dx, dy]: Pixel): SVGPathElement =>
  s('path', { class: 'tick', d: `M${x.toFixed(1)},${y.toFixed(1)}l${(5 * dx).toFixed(1)},${(5 * dy).toFixed(1)}` });
