import { type PointReport, readout } from '../curvature/readout';
import { descending } from '../descend';
import { row } from '../linalg/vector';
import type { Objective } from '../objective';
import type { OptimizerChoice, Trajectory } from '../trajectory';
import type { Work } from '../work';
import { chooseBox } from './box';
import { coordinatePlane, type Plane, project, type Surface } from './plane';
import { eigenPlane } from './planes';
import { surface } from './surface';

export interface SketchRequest {
  readonly start: Float64Array;
  readonly domain: readonly (readonly [number, number] | undefined)[];
  /** Undefined: gradient descent at the rate 1/λmax of the start. */
  readonly optimizer?: OptimizerChoice | undefined;
  readonly steps: number;
  /** Grid points along a side. */
  readonly size: number;
}

/** A small picture of a loss: the contours round its start, and a path on them. */
export interface Sketch {
  /** Of two coordinates, or of the eigenvectors of the largest |λ| at the start. */
  readonly along: 'coordinates' | 'eigenvectors';
  readonly surface: Surface;
  /** u₀ v₀ u₁ v₁ …, the start first, up to the last finite point. */
  readonly path: Float64Array;
  readonly optimizer: OptimizerChoice;
}

/** Beyond so many parameters the eigenvectors take longer than a small picture is worth. */
const eigenLimit = 300;
/** On ground that is all but flat. */
const largestRate = 1e6;

export function* sketch(objective: Objective, { start, domain, optimizer, steps, size }: SketchRequest): Work<Sketch> {
  const report = objective.n <= eigenLimit ? readout(objective, start) : undefined;
  const choice = optimizer ?? plainDescent(report);
  const run = descending(objective, { optimizer: choice, start, steps });
  let step = run.next();
  for (; !step.done; step = run.next()) yield undefined;
  const trajectory = step.value;
  const eigen = objective.n > 2 && report?.eigenvectors.every(Number.isFinite) === true;
  const plane = eigen ? eigenPlane(report) : coordinatePlane(start, 0, objective.n > 1 ? 1 : undefined);
  const box = chooseBox({
    plane,
    points: [start],
    trajectories: [trajectory],
    domain: eigen ? [undefined, undefined] : [domain[0], domain[1]],
  });
  const work = surface(objective, { plane, box, size });
  let next = work.next();
  for (; !next.done; next = work.next()) yield undefined;
  return { along: eigen ? 'eigenvectors' : 'coordinates', surface: next.value, path: projected(plane, trajectory), optimizer: choice };
}

function plainDescent(report: PointReport | undefined): OptimizerChoice {
  const sharpest = Math.max(0, ...(report?.eigenvalues.map(Math.abs) ?? []));
  const learningRate = sharpest > 0 && Number.isFinite(sharpest) ? Math.min(1 / sharpest, largestRate) : 0.01;
  return { id: 'sgd', options: { learningRate } };
}

function projected(plane: Plane, { params, steps, n }: Trajectory): Float64Array {
  const points = Array.from(steps, (_, k) => row(params, k, n));
  const end = points.findIndex((point) => !point.every(Number.isFinite));
  return Float64Array.from(points.slice(0, end < 0 ? undefined : end).flatMap((point) => project(plane, point)));
}
