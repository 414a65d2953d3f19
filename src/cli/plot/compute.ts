import type { Catalog, OptimizerChoice, Surface, Trajectory } from '../../protocol/model';
import type { Engine } from '../engine';
import type { Progress } from '../progress';
import type { ReadyLoss } from '../target';
import { namePoints, nameRuns, pointOf, type Scene } from './scene';
import { pointBox, sliceOf, type View } from './view';

export interface Plan {
  readonly loss: ReadyLoss;
  readonly catalog: Catalog;
  readonly choices: readonly OptimizerChoice[];
  readonly view: View;
  /** Of every run. */
  readonly limits: { readonly steps: number; readonly tolerance: number; readonly seed?: number };
}

/** Points along a side of the grid: fine enough that contours look smooth. */
const gridSize = 193;

/** Asks the engine for all that a plot shows: the paths first, since they decide what the map must cover. */
export async function compute(engine: Engine, plan: Plan, progress: Progress): Promise<Scene> {
  const { loss, catalog, choices, view } = plan;
  const { target, description } = loss;
  const trajectories = await descendAll(engine, plan, progress);
  const end = trajectories[0] && endOf(trajectories[0]);
  const at = end ?? description.start;
  const { plane, box } = sliceOf(description, trajectories, view, at);
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

async function descendAll(engine: Engine, { loss, choices, limits }: Plan, progress: Progress): Promise<Trajectory[]> {
  const { target, description } = loss;
  const trajectories: Trajectory[] = [];
  for (const [k, optimizer] of choices.entries()) {
    progress.update(`Descending with ${optimizer.id}`, (0.5 * k) / choices.length);
    trajectories.push(await engine.request('descend', { target, optimizer, start: description.start, curvature: false, ...limits }));
  }
  return trajectories;
}

/** The last point, unless the run was on its way to infinity: nothing is to be seen there. */
function endOf(trajectory: Trajectory): Float64Array | undefined {
  const end = pointOf(trajectory, -1);
  const isSomewhere = trajectory.stopped !== 'diverged' && end.every(Number.isFinite) && Number.isFinite(trajectory.loss.at(-1));
  return isSomewhere ? end.slice() : undefined;
}
