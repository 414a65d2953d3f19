/** What the map shows of the state: where it is drawn, and what lies on it. */

import { t } from '../../../../src/l10n/t';
import type { Trajectory } from '../../../../src/protocol/model';
import { basinEdges, lostCells } from '../../../lib/picture/map/basinCells';
import type { Box } from '../../../lib/picture/map/box';
import { cursorMark } from '../../../lib/picture/map/cursorMarks';
import { hatchedOf, kindOf } from '../../../lib/picture/map/overlayKinds';
import { curveProjection, type Frame, type Projection, planeProjection } from '../../../lib/picture/map/project';
import { distanceFrom } from '../../../lib/picture/map/shownPlane';
import { limitFactor, rateInRow } from '../../../lib/picture/rate';
import { focusedRun, type State, shownRuns, startOf } from '../../../lib/picture/state';
import type { Pixel } from '../../../lib/pointGlyph';
import { extent, meaningfulRows, rowAt } from '../../../lib/rows';
import { ballFor } from '../penalty/ball';
import { axisHeight, gutterFor } from './axes';
import { namingPoints, unmarked } from './basinWords';
import { gapAlong } from './gap';
import type { Region, Scene } from './overlay';
import { PathView } from './paths';
import { regionPath } from './regions';

export interface Layout {
  readonly frame: Frame;
  readonly width: number;
  readonly height: number;
  readonly projection: Projection;
}

export function layoutFor(state: State, width: number): Layout | undefined {
  const box = state.view ?? state.home;
  const { description, shownPlane } = state;
  if (!box || !description || !shownPlane || width <= 0) return undefined;
  const up: Box = description.n === 1 ? [box[0], box[1], ...curveRange(state)] : box;
  const left = gutterFor(up, width);
  const frame: Frame = { left, size: Math.max(80, width - left - 1) };
  const projection = description.n === 1 ? curveProjection(box, [up[2], up[3]], frame) : planeProjection(box, shownPlane, frame);
  return { frame, width, height: frame.size + axisHeight, projection };
}

/** Steep walls beyond this part of the curve are cut off, unless a path goes there: they would flatten all the rest. */
const shownPart = 0.8;

/** What of the curve is in view: its lower part and all of the paths, with a little air. */
function curveRange(state: State): readonly [number, number] {
  const { surface } = state;
  const values = surface ? surface.values.subarray(0, surface.size).filter(Number.isFinite).sort() : Float64Array.of(0, 1);
  const visited = shownRuns(state).flatMap(({ run }) => extent(run.loss.subarray(0, meaningfulRows(run))) ?? []);
  const high = Math.max(values[Math.floor(shownPart * (values.length - 1))] ?? 1, ...visited);
  const low = Math.min(values[0] ?? 0, ...visited);
  const air = 0.08 * (high - low || 1);
  return [low - air, high + air];
}

export function sceneFor(state: State, { projection, frame }: Layout): Scene {
  const { settings, points, picked, description } = state;
  const paths = shownRuns(state)
    .filter(({ run }) => run.n === description?.n)
    .map(({ chip, run }) => new PathView(chip, run, projection, frame.size, chip.key === settings.focus, gapFor(state, run)));
  const [across = '', up = ''] = state.shownPlane?.names ?? [];
  const names = description?.n === 1 ? ([across, 'L'] as const) : ([across, up] as const);
  return {
    projection,
    frame,
    names,
    paths,
    points,
    beside: besideFor(state),
    picked,
    curves: curvesOf(state, projection),
    start: startPixel(state, projection),
    cursor: cursorMark(state),
    region: regionFor(state, projection),
    basins: basinMarks(state, projection),
    bend: bendFor(state, projection, frame),
    ball: ballFor(state, projection, frame),
  };
}

function curvesOf({ search, description }: State, projection: Projection): readonly (readonly Pixel[])[] {
  if (description?.n !== 2) return [];
  return (search?.continua ?? [])
    .filter(({ dimension }) => dimension === 1)
    .map(({ points, loss }) => points.map((at) => projection.place(at, loss)));
}

function gapFor(state: State, run: Trajectory): ((row: number) => number) | undefined {
  if (!state.description || state.description.n <= 2) return undefined;
  const gap = gapAlong(state, run);
  return gap && ((row) => gap(row).part);
}

export function startPixel(state: State, projection: Projection): Pixel | undefined {
  const start = startOf(state);
  const loss = shownRuns(state).at(-1)?.run.loss[0] ?? Number.NaN;
  const pixel = start && projection.place(start, loss);
  return pixel?.every(Number.isFinite) ? pixel : undefined;
}

/** With more than two parameters: how far each critical point lies beside the map, where that is more than a hair. */
function besideFor({ shownPlane, points, description, view, home }: State): Scene['beside'] {
  const box = view ?? home;
  if (!shownPlane || !box || !description || description.n <= 2) return new Map();
  const distances = points.map((point): [string, number] => [point.name, distanceFrom(shownPlane, point.at)]);
  return new Map(distances.filter(([, distance]) => distance > 1e-3 * (box[1] - box[0])));
}

/** Where the loss bends down, with the direction; an eighth of the map long. */
function bendFor({ convexity, counterExampleShown, description }: State, projection: Projection, { size }: Frame): Scene['bend'] {
  const { at, direction } = convexity?.counterExample ?? {};
  if (!counterExampleShown || !at || !direction || at.length !== description?.n || projection.kind !== 'plane') return undefined;
  const [cx, cy] = projection.place(at, Number.NaN);
  const [dx, dy] = projection.direction(direction);
  const scale = size / 16 / (Math.hypot(dx, dy) || 1);
  return { at: [cx, cy], tips: [-1, 1].map((side): Pixel => [cx + side * scale * dx, cy + side * scale * dy]) };
}

function basinMarks(state: State, projection: Projection): Scene['basins'] {
  const { basins } = state.overlaid;
  if (!basins || projection.kind !== 'plane') return undefined;
  const minima = unmarked(basins.found, namingPoints(state)).map(({ name, at, loss }) => ({ name, at: projection.place(at, loss) }));
  return { edges: basinEdges(basins.found, projection), lost: lostCells(basins.found, projection), minima };
}

function regionFor(state: State, projection: Projection): Region | undefined {
  const { settings, overlaid, description } = state;
  const name = settings.overlay;
  const { draws, title } = kindOf(name);
  if (!overlaid.field || !description || description.n < 2) return undefined;
  const hatched = hatchedOf(name, overlaid.field, limitNow(state));
  if (!hatched) return draws === 'region' ? { name: t('{0} of this optimizer', title), path: '', shaded: false } : undefined;
  const path = regionPath(hatched.values, hatched.threshold, overlaid.field, projection);
  const shaded = draws === 'shades';
  return shaded && path === '' ? undefined : { name: title, path, shaded };
}

/** The λmax at which the focused optimizer's step gets too long, at the rate of the scrubbed step. */
function limitNow(state: State): number | undefined {
  const run = focusedRun(state);
  const factor = run && limitFactor(run);
  const rate = run && rateInRow(run, rowAt(run, state.step));
  return factor === undefined || rate === undefined ? undefined : factor / rate;
}
