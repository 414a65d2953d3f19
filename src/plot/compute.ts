import type { ParamsOf, PartialOf, RequestOptions, ResultOf } from '../protocol/channel';
import { RequestError } from '../protocol/channel';
import type { DescendParams, EngineMethods, Target } from '../protocol/engine';
import { significant, subscript } from '../protocol/format';
import type { Catalog, ChosenPlane, LossDescription, OptimizerChoice, Surface, Trajectory } from '../protocol/model';
import { namePoints, nameRuns, type Overlay, type OverlayName, overlays, type RunScene, type Scene } from './scene';
import { type CoordinateView, type DirectionView, directionSlice, planeChoice, pointBox, sliceOf } from './view';

/** What is asked. */
export interface Engine {
  request<M extends keyof EngineMethods & string>(
    method: M,
    params: ParamsOf<EngineMethods, M>,
    options?: RequestOptions<PartialOf<EngineMethods, M>>,
  ): Promise<ResultOf<EngineMethods, M>>;
}

/** Who is told how far it is, from 0 to 1. */
export interface Progress {
  update(label: string, fraction?: number): void;
}

export interface ReadyLoss {
  readonly target: Target;
  readonly description: LossDescription;
}

export interface Plan {
  readonly loss: ReadyLoss;
  readonly catalog: Catalog;
  readonly choices: readonly OptimizerChoice[];
  /** Of every run. */
  readonly run: Omit<DescendParams, 'target' | 'start' | 'optimizer'>;
  /** Seeds of further starts. */
  readonly seeds?: readonly number[];
}

/** Points along a side of the grid: fine enough that contours look smooth. */
const gridSize = 193;

/** Asks the engine for all that a map shows: the paths first, since they decide what the map must cover. */
export async function compute(
  engine: Engine,
  plan: Plan,
  view: CoordinateView | DirectionView,
  progress: Progress,
  overlaid?: OverlayName,
): Promise<Scene> {
  const { loss, catalog, choices } = plan;
  const { target, description } = loss;
  const trajectories = await descendAll(engine, plan, progress);
  const end = endOf(trajectories);
  const at = end ?? description.start;
  const { plane, box, ...named } = await sliceFor(
    engine,
    loss,
    trajectories.map(([run]) => run),
    view,
    at,
  );
  const onPartial = ({ size }: Surface) => progress.update('Drawing the map', 0.5 + 0.4 * (size / gridSize) ** 2);
  const surface = await engine.request('surface', { target, plane, box, size: gridSize }, { onPartial });
  progress.update('Searching critical points', 0.9);
  const isWhole = 'axes' in view && view.axes.length === description.n;
  const found = isWhole ? await engine.request('criticalPoints', { target, box: pointBox(view.axes, box) }) : undefined;
  const overlay =
    overlaid &&
    (await overlayOf(engine, { target, plane, box, size: description.n < manyParameters ? overlaySize : coarseSize }, overlaid));
  const points = namePoints(found?.points ?? []);
  const span = Math.hypot(box[1] - box[0], box[3] - box[2]);
  const runs = nameRuns({ choices, trajectories, entries: catalog.optimizers, points, span });
  return {
    description,
    surface,
    ...named,
    ...(overlay && { overlay }),
    runs,
    points,
    continua: found?.continua ?? [],
    proof: found?.proof,
    readout: await engine.request('readout', { target, at }),
    readoutOf: end && runs[0],
  };
}

/** Points along a side of what lies over the map, where there is a Hessian at each; fewer from so many parameters on. */
const [overlaySize, coarseSize, manyParameters] = [193, 65, 24];

async function overlayOf(
  engine: Engine,
  grid: { readonly target: Target } & Pick<Surface, 'plane' | 'box' | 'size'>,
  name: OverlayName,
): Promise<Overlay> {
  const { field, symbol } = overlays[name];
  return { symbol, field: await engine.request('overlay', { ...grid, field }) };
}

interface Slice extends Pick<Surface, 'plane' | 'box'>, Pick<Scene, 'names'> {
  readonly where?: string;
}

async function sliceFor(
  engine: Engine,
  { target, description }: ReadyLoss,
  runs: readonly Trajectory[],
  view: CoordinateView | DirectionView,
  at: Float64Array,
): Promise<Slice> {
  if ('axes' in view) return { ...sliceOf(description, runs, view, at), names: view.axes.map((axis) => description.coordinates[axis]) };
  const choice = planeChoice(view, at, runs[0]);
  if (!choice) throw new RequestError({ code: 'bad-input', message: 'The plane of a path needs a path: name an --optimizer.' });
  const { plane, explained, eigenvalues } = await engine.request('plane', { target, choice });
  const box = directionSlice(plane, description, runs, view);
  return { plane, box, ...namesOf(view, explained, eigenvalues) };
}

function namesOf(
  { along, seed }: DirectionView,
  explained: ChosenPlane['explained'],
  eigenvalues: ChosenPlane['eigenvalues'],
): Pick<Slice, 'names' | 'where'> {
  if (typeof along !== 'string') return { names: ['from the first to the second', 'aside'], where: 'through three points' };
  const share = (part: number) => `${significant(100 * part, 3)} %`;
  if (explained)
    return {
      names: explained.map((part, k) => `main direction ${k + 1} (${share(part)})`),
      where: 'main directions of the path, with their parts of its variance',
    };
  if (eigenvalues)
    return { names: eigenvalues.map((value, k) => `u${subscript(k + 1)} (λ = ${significant(value)})`), where: 'along eigenvectors' };
  return { names: [1, 2].map((k) => `d${subscript(k)}`), where: `random directions, filter-normalised, seed ${seed}` };
}

/** The runs alone, for curves over their steps. */
export async function computeRuns(engine: Engine, plan: Plan, progress: Progress): Promise<RunScene> {
  const { loss, catalog, choices } = plan;
  const { target, description } = loss;
  const trajectories = await descendAll(engine, plan, progress);
  const runs = nameRuns({ choices, trajectories, entries: catalog.optimizers, points: [], span: 0 });
  const end = endOf(trajectories);
  const readout = await engine.request('readout', { target, at: end ?? description.start });
  return { description, runs, points: [], continua: [], proof: undefined, readout, readoutOf: end && runs[0] };
}

async function descendAll(engine: Engine, { loss, choices, run, seeds = [] }: Plan, progress: Progress): Promise<Trajectory[][]> {
  const { target, description } = loss;
  const drawn = seeds.length > 0 ? await engine.request('drawStarts', { target, seeds }) : [];
  const starts = [description.start, ...drawn];
  const trajectories: Trajectory[][] = [];
  for (const [k, optimizer] of choices.entries()) {
    const ofOne: Trajectory[] = [];
    for (const [i, start] of starts.entries()) {
      progress.update(`Descending with ${optimizer.id}`, (0.5 * (k + i / starts.length)) / choices.length);
      ofOne.push(await engine.request('descend', { target, optimizer, start, ...run }));
    }
    trajectories.push(ofOne);
  }
  return trajectories;
}

/** Where the first run leads, unless it was on its way to infinity: nothing is to be seen there. */
function endOf(trajectories: readonly (readonly Trajectory[])[]): Float64Array | undefined {
  const run = trajectories.at(0)?.at(0);
  const isSomewhere = run && run.stopped !== 'diverged' && run.answer.every(Number.isFinite) && Number.isFinite(run.loss.at(-1));
  return isSomewhere ? run.answer : undefined;
}
