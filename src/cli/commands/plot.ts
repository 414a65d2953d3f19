import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, extname, resolve } from 'node:path';
import type { Catalog, LossDescription, OptimizerChoice, Plane, Surface, Trajectory } from '../../protocol/model';
import type { OptionSpecs } from '../arguments';
import { curveInterval, mapBox } from '../box';
import { chooseSeveral } from '../choices';
import { defineCommand } from '../command';
import type { Engine } from '../engine';
import { UsageError } from '../errors';
import { toJson } from '../json';
import { drawFigure } from '../plot/figure';
import { type PlotAssets, toPng } from '../plot/png';
import { drawReport } from '../plot/report';
import { namePoints, nameRuns, pointOf, type Scene } from '../plot/scene';
import { type Progress, withProgress } from '../progress';
import { unknownName } from '../suggest';
import { openLoss, parseTarget, type ReadyLoss } from '../target';
import type { Terminal } from '../terminal';
import { count } from '../text/table';
import { briefStop, choiceInWords, countInWords, countKinds } from '../text/words';
import { parseBox } from '../vector';

const options = {
  out: { kind: 'text', placeholder: 'FILE', help: 'where to write: .svg, .png, or .html for a report', required: true },
  optimizer: { kind: 'list', placeholder: 'ID', help: 'a path to draw; may be given several times' },
  set: { kind: 'list', placeholder: 'NAME=VALUE', help: 'an option of the optimizer named before it' },
  start: { kind: 'text', placeholder: 'VECTOR', help: 'where the paths start, as JSON' },
  steps: { kind: 'integer', placeholder: 'N', help: 'most steps of each path', min: 0, default: 1000 },
  tolerance: { kind: 'number', placeholder: 'G', help: 'a path ends when ‖∇L‖ is at most this', min: 0, default: 1e-12 },
  plane: { kind: 'text', placeholder: 'I,J', help: 'the two coordinates of the map, by name or index' },
  box: { kind: 'text', placeholder: 'BOX', help: 'what the map shows, "[[lo,hi],[lo,hi]]" over its coordinates' },
  seed: { kind: 'integer', placeholder: 'S', help: 'of everything random', min: 0 },
} as const satisfies OptionSpecs;

/** Points along a side of the grid: fine enough that contours look smooth. */
const gridSize = 193;

const formats = ['svg', 'png', 'html'] as const;
type Format = (typeof formats)[number];

export const plot = defineCommand({
  name: 'plot',
  summary: 'a picture or report of the landscape, the paths and the critical points',
  usage: 'TARGET --out FILE.svg|.png|.html [--optimizer ID [--set NAME=VALUE]…]…',
  options,
  explains: ['optimizers'],
  examples: [
    'saddlescope plot losses.ts#himmelblau --out himmelblau.svg',
    'saddlescope plot losses.ts --out race.png --optimizer sgd --set momentum=0.9 --optimizer adam --set learningRate=0.05',
    'saddlescope plot model.ts#loss --out report.html --plane "w[0],b"',
  ],
  run: async ({ target: text, values, given, engine, terminal, assets }) => {
    const format = formatOf(values.out);
    const catalog = await engine.request('catalog', {});
    const choices = chooseSeveral(catalog.optimizers, given);
    const scene = await withProgress(terminal, 'Drawing', async (progress) => {
      const loss = await openLoss(engine, parseTarget(text, terminal.cwd), { option: 'start', json: values.start });
      const { steps, tolerance, seed } = values;
      const view = viewOf(loss.description, values);
      return compute({
        engine,
        loss,
        catalog,
        choices,
        view,
        progress,
        run: { steps, tolerance, curvature: false, ...(seed !== undefined && { seed }) },
      });
    });
    const file = resolve(terminal.cwd, values.out);
    const size = await write(scene, format, file, assets);
    if (values.json) terminal.out(`${toJson({ file, format, ...size, ...fields(scene) })}\n`);
    else print(scene, values.out, terminal);
    return 0;
  },
});

function formatOf(file: string): Format {
  const extension = extname(file).slice(1).toLowerCase();
  const format = formats.find((known) => known === extension);
  if (!format) throw new UsageError(`--out ${file}: the name must end in ${formats.map((known) => `.${known}`).join(', ')}.`);
  return format;
}

/** Which coordinates, and which part of them when that was said. */
interface View {
  /** Two, or the only one. */
  readonly axes: readonly [number] | readonly [number, number];
  readonly box: readonly (readonly [number, number])[] | undefined;
}

function viewOf(description: LossDescription, values: { readonly plane: string | undefined; readonly box: string | undefined }): View {
  const axes = axesOf(description, values.plane);
  return { axes, box: values.box === undefined ? undefined : parseBox('box', values.box, axes.length) };
}

function axesOf({ n, coordinates }: LossDescription, plane: string | undefined): View['axes'] {
  if (plane === undefined) return n === 1 ? [0] : [0, 1];
  const named = splitCoordinates(plane).map((text) => coordinateIndex(text, coordinates));
  const [first, second] = named;
  if (named.length !== 2 || first === second)
    throw new UsageError(`--plane takes two different coordinates, not "${plane}".`, 'For example --plane 0,1.');
  return [first, second];
}

/** At commas. */
const splitCoordinates = (text: string): string[] => text.split(',').map((part) => part.trim());

function coordinateIndex(text: string, coordinates: readonly string[]): number {
  const named = coordinates.indexOf(text);
  if (named >= 0) return named;
  const index = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (index < coordinates.length) return index;
  throw unknownName('coordinate', text, coordinates.slice(0, 20));
}

interface Work {
  readonly engine: Engine;
  readonly loss: ReadyLoss;
  readonly catalog: Catalog;
  readonly choices: readonly OptimizerChoice[];
  readonly view: View;
  readonly run: { readonly steps: number; readonly tolerance: number; readonly curvature: false; readonly seed?: number };
  readonly progress: Progress;
}

async function compute({ engine, loss: { target, description }, catalog, choices, view, run, progress }: Work): Promise<Scene> {
  const { start } = description;
  const trajectories: Trajectory[] = [];
  for (const [k, optimizer] of choices.entries()) {
    progress.update(`Descending with ${optimizer.id}`, (0.5 * k) / choices.length);
    trajectories.push(await engine.request('descend', { target, optimizer, start, ...run }));
  }
  const at = endOf(trajectories[0]) ?? start;
  const { plane, box } = sliceOf(description, trajectories, view, at);
  const onPartial = ({ size }: Surface) => progress.update('Drawing the map', 0.5 + 0.4 * (size / gridSize) ** 2);
  const surface = await engine.request('surface', { target, plane, box, size: gridSize }, { onPartial });
  progress.update('Searching critical points', 0.9);
  const whole = view.axes.length === description.n;
  const found = whole ? await engine.request('criticalPoints', { target, box: pointBox(view.axes, box) }) : undefined;
  const points = namePoints(found?.points ?? []);
  const span = Math.hypot(box[1] - box[0], box[3] - box[2]);
  return {
    description,
    surface,
    names: view.axes.map((axis) => description.coordinates[axis]),
    runs: nameRuns({ choices, trajectories, entries: catalog.optimizers, points, span }),
    points,
    proof: found?.proof,
    readout: await engine.request('readout', { target, at }),
  };
}

/** The last point where everything is finite; undefined without a run. */
function endOf(trajectory: Trajectory | undefined): Float64Array | undefined {
  if (!trajectory) return undefined;
  for (let row = trajectory.steps.length - 1; row >= 0; row--) {
    const point = pointOf(trajectory, row);
    if (Number.isFinite(trajectory.loss[row]) && point.every(Number.isFinite)) return point.slice();
  }
  return undefined;
}

/** The plane through `at` along the two axes, whose coordinates are the user's own, and the part of it to show. */
function sliceOf(
  description: LossDescription,
  runs: readonly Trajectory[],
  { axes, box }: View,
  at: Float64Array,
): { plane: Plane; box: Surface['box'] } {
  const unit = (axis: number | undefined) => Float64Array.from(at, (_, i) => (i === axis ? 1 : 0));
  const origin = Float64Array.from(at, (value, i) => (i === axes[0] || i === axes[1] ? 0 : value));
  const plane: Plane = { origin, first: unit(axes[0]), second: unit(axes[1]) };
  if (axes.length === 1) return { plane, box: [...(box?.[0] ?? curveInterval(description, runs)), 0, 1] };
  const [across, up] = mapBox(description, runs, axes);
  return { plane, box: [...(box?.[0] ?? across), ...(box?.[1] ?? up)] };
}

/** The box in the order of the loss's coordinates. */
function pointBox(axes: View['axes'], [u0, u1, v0, v1]: Surface['box']): (readonly [number, number])[] {
  const intervals: (readonly [number, number])[] = [];
  intervals[axes[0]] = [u0, u1];
  if (axes.length === 2) intervals[axes[1]] = [v0, v1];
  return intervals;
}

async function write(scene: Scene, format: Format, file: string, assets: PlotAssets): Promise<{ width: number; height: number }> {
  const { svg, width, height } = drawFigure(scene);
  const content = format === 'svg' ? svg : format === 'png' ? await toPng(svg, assets) : drawReport(scene);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return { width, height };
}

function fields({ description, surface, names, runs, points, proof }: Scene): Record<string, unknown> {
  return {
    function: description.summary.name,
    n: description.n,
    coordinates: names,
    box: [surface.box.slice(0, 2), surface.box.slice(2)].slice(0, names.length),
    paths: runs.map(({ choice, trajectory, reached }) => ({
      optimizer: choice.id,
      options: trajectory.options,
      steps: trajectory.steps.at(-1),
      stopped: trajectory.stopped,
      params: pointOf(trajectory, -1),
      loss: trajectory.loss.at(-1),
      reached: reached?.name ?? null,
    })),
    points: points.map(({ name, kind, at, loss, eigenvalues, inertia }) => ({ name, kind, at, loss, eigenvalues, inertia })),
    counts: countKinds(points),
    proof: proof ?? null,
  };
}

function print({ runs, points, names, proof }: Scene, out: string, terminal: Terminal): void {
  const { bold, dim } = terminal.paint;
  const drawn = [
    `${names.length === 1 ? 'L over' : 'map of'} ${names.join(', ')}`,
    count(runs.length, 'path'),
    ...(proof ? [countInWords(points)] : []),
  ];
  terminal.out(`${bold(out)}: ${drawn.join(', ')}\n`);
  for (const { choice, trajectory, reached } of runs)
    terminal.out(`  ${choiceInWords(choice)}  ${dim(`${briefStop(trajectory)}${reached ? ` → ${reached.name}` : ''}`)}\n`);
}
