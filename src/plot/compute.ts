import type { ParamsOf, PartialOf, RequestOptions, ResultOf } from '../protocol/channel';
import type { DescendParams, EngineMethods, Target } from '../protocol/engine';
import type { Catalog, LossDescription, OptimizerChoice, Surface, Trajectory } from '../protocol/model';
import { namePoints, nameRuns, type RunScene, type Scene } from './scene';
import { pointBox, sliceOf, type View } from './view';

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
export async function compute(engine: Engine, plan: Plan, view: View, progress: Progress): Promise<Scene> {
  const { loss, catalog, choices } = plan;
  const { target, description } = loss;
  const trajectories = await descendAll(engine, plan, progress);
  const end = endOf(trajectories);
  const at = end ?? description.start;
  const { plane, box } = sliceOf(
    description,
    trajectories.map(([run]) => run),
    view,
    at,
  );
  const onPartial = ({ size }: Surface) => progress.update('Drawing the map', 0.5 + 0.4 * (size / gridSize) ** 2);
  const surface = await engine.request('surface', { target, plane, box, size: gridSize }, { onPartial });
  progress.update('Searching critical points', 0.9);
  const isWhole = view.axes.length === description.n;
  const found = isWhole ? await engine.request('criticalPoints', { target, box: pointBox(view.axes, box) }) : undefined;
  const points = namePoints(found?.points ?? []);
  const span = Math.hypot(box[1] - box[0], box[3] - box[2]);
  const runs = nameRuns({ choices, trajectories, entries: catalog.optimizers, points, span });
  return {
    description,
    surface,
    names: view.axes.map((axis) => description.coordinates[axis]),
    runs,
    points,
    continua: found?.continua ?? [],
    proof: found?.proof,
    readout: await engine.request('readout', { target, at }),
    readoutOf: end && runs[0],
  };
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
