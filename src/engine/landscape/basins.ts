import { inertia } from '../curvature/classify';
import { gradientRoot, type Local, localModel } from '../curvature/gradientRoot';
import { distance, fromUnitCube, onUnitCube } from '../curvature/unitCube';
import { descending } from '../descend';
import { LimitError } from '../errors';
import { Failures } from '../failures';
import { largestMagnitude, plus } from '../linalg/vector';
import type { Objective } from '../objective';
import type { OptimizerChoice } from '../trajectory';
import type { Work } from '../work';
import { type Plane, pointOn, type Surface } from './plane';

export interface BasinsRequest {
  readonly plane: Plane;
  readonly box: Surface['box'];
  /** Cells along a side of the finished map: a power of two times `coarsest`. */
  readonly size: number;
  readonly optimizer: OptimizerChoice;
  readonly steps: number;
  /** Descents stop when ‖g‖ is at most this. */
  readonly tolerance?: number;
}

/** What descents have run into: a minimum, or a valley of equally low points. */
export interface Attractor {
  readonly at: Float64Array;
  readonly loss: number;
  /** Part of all starts that end here. */
  readonly share: number;
}

/** Cell values that are no attractor's index. */
export const [unsettled, diverged, notYet] = [-1, -2, -3];

/** Which minimum a descent reaches from the middle of each cell: arrays by rows of v, size × size. */
export interface Basins {
  readonly plane: Plane;
  readonly box: Surface['box'];
  readonly size: number;
  /** Index into `attractors`; `unsettled`, `diverged`, or `notYet`. */
  readonly attractor: Int16Array;
  /** Steps that the descent took. */
  readonly steps: Uint32Array;
  /** By loss: the first is the best that was reached. */
  readonly attractors: readonly Attractor[];
  /** Part of the starts so far that reach the lowest loss, at whichever minimum. */
  readonly bestShare: number;
  readonly unsettledShare: number;
}

/** Where one descent ended. Plain data, so that cells can be shared out among workers. */
export interface Settlement {
  readonly cell: number;
  readonly steps: number;
  readonly loss: number;
  readonly outcome: 'settled' | 'unsettled' | 'diverged';
  /** Of the minimum that the run has settled at, not of its last step. */
  readonly at: Float64Array;
  /** Not an isolated point: runs settle all along a valley. */
  readonly flat: boolean;
}

export const coarsest = 16;
/** A run has settled at a minimum this near, as a part of the box; ends nearer to each other than `same` are one minimum. */
const [near, same] = [0.05, 1e-3];

/** The whole map on one thread, from 16 × 16 cells up, each stage yielded as it is complete. */
export function* basins(objective: Objective, request: BasinsRequest): Work<Basins> {
  if (!Number.isInteger(Math.log2(request.size / coarsest)))
    throw new LimitError(`A basin map has 16, 32, 64, … cells along a side, not ${request.size}.`);
  const map = new BasinMap(request);
  const failures = new Failures();
  for (let stride = request.size / coarsest; stride >= 1; stride /= 2) {
    for (const cell of cellsOfStage(request.size, stride)) {
      map.add(yield* settle(objective, request, cell, failures));
    }
    failures.throwIfAllFailed();
    if (stride > 1) yield map.result(stride);
  }
  return map.result(1);
}

/** The cells that a stage adds to the coarser ones before it; the first stage, with stride size/16, has 16 × 16. */
export function cellsOfStage(size: number, stride: number): number[] {
  const first = stride === size / coarsest;
  const cells: number[] = [];
  for (let j = 0; j < size; j += stride) {
    for (let i = 0; i < size; i += stride) {
      if (first || i % (2 * stride) !== 0 || j % (2 * stride) !== 0) cells.push(j * size + i);
    }
  }
  return cells;
}

/** One descent from the middle of a cell. Yields between its steps. */
export function* settle(objective: Objective, request: BasinsRequest, cell: number, failures: Failures): Generator<undefined, Settlement> {
  const { optimizer, steps, tolerance = 1e-6 } = request;
  const nowhere: Settlement = { cell, steps: 0, loss: Number.NaN, outcome: 'diverged', at: new Float64Array(0), flat: false };
  const run = failures.attempt(() => descending(objective, { optimizer, start: middleOf(request, cell), steps, tolerance, every: steps }));
  if (!run) return nowhere;
  let step = failures.attempt(() => run.next());
  while (step && !step.done) {
    if (step.value.step % 16 === 0) yield undefined;
    step = failures.attempt(() => run.next());
  }
  if (!step) return nowhere;
  const { stopped, answer, answerStep, loss } = step.value;
  const end = { ...nowhere, steps: answerStep, loss: loss[loss.length - 1], at: answer };
  if (stopped === 'diverged') return end;
  const minimum = failures.attempt(() => minimumNear(objective, request, answer));
  if (!minimum) return { ...end, outcome: 'unsettled' };
  const [, zero] = inertia(minimum.eigen.values);
  return { ...end, outcome: 'settled', at: minimum.x, loss: minimum.loss, flat: zero > 0 };
}

function middleOf({ plane, box: [u0, u1, v0, v1], size }: BasinsRequest, cell: number): Float64Array {
  const middle = (low: number, high: number, i: number): number => low + ((high - low) * (i + 0.5)) / size;
  return pointOn(plane, middle(u0, u1, cell % size), middle(v0, v1, Math.floor(cell / size)));
}

/** The minimum, or the valley floor, that a run was about to reach: Newton's method tells it from a slow stretch on the way. */
function minimumNear(objective: Objective, { box }: BasinsRequest, x: Float64Array): Local | undefined {
  const half = Math.max(box[1] - box[0], box[3] - box[2]) / 2;
  const around = Array.from(x, (xi) => [xi - half, xi + half] as const);
  const centre = new Float64Array(x.length).fill(0.5);
  const root = gradientRoot(onUnitCube(objective, around), centre, (t) => distance(t, centre) > near);
  if (!root) return undefined;
  const found = localModel(objective, fromUnitCube(around, root.x));
  const [positive, zero, negative] = inertia(found.eigen.values);
  return negative === 0 && positive + zero > 0 ? found : undefined;
}

/** Losses this close, against 1 + |L|, differ by rounding only. */
const equallyGood = 1e-9;

function shareOfBest(attractors: readonly Attractor[]): number {
  const best = Math.min(...attractors.map(({ loss }) => loss));
  const good = attractors.filter(({ loss }) => loss - best <= equallyGood * (1 + Math.abs(best)));
  return good.reduce((sum, { share }) => sum + share, 0);
}

/** Collects settlements in any order. */
export class BasinMap {
  private readonly attractor: Int16Array;
  private readonly steps: Uint32Array;
  private readonly met: { at: Float64Array; loss: number; flat: boolean; count: number }[] = [];
  private total = 0;
  private lost = 0;

  constructor(private readonly request: BasinsRequest) {
    this.attractor = new Int16Array(request.size ** 2).fill(notYet);
    this.steps = new Uint32Array(request.size ** 2);
  }

  add(settlement: Settlement): void {
    const { cell, steps, outcome } = settlement;
    this.total++;
    this.steps[cell] = steps;
    if (outcome === 'settled') this.attractor[cell] = this.indexOf(settlement);
    else {
      this.attractor[cell] = outcome === 'diverged' ? diverged : unsettled;
      this.lost++;
    }
  }

  /** The map as far as the stage with this stride: every cell shows the start of the block that it lies in. */
  result(stride: number): Basins {
    const { plane, box, size } = this.request;
    const order = [...this.met.keys()].sort((a, b) => this.met[a].loss - this.met[b].loss);
    const rank = new Map(order.map((index, position) => [index, position]));
    const blockOf = (cell: number): number => {
      const [i, j] = [cell % size, Math.floor(cell / size)];
      return (j - (j % stride)) * size + i - (i % stride);
    };
    const attractors = order.map((index) => ({
      at: this.met[index].at,
      loss: this.met[index].loss,
      share: this.met[index].count / this.total,
    }));
    return {
      ...{ plane, box, size, attractors },
      attractor: this.attractor.map((_, cell) => rank.get(this.attractor[blockOf(cell)]) ?? this.attractor[blockOf(cell)]),
      steps: this.steps.map((_, cell) => this.steps[blockOf(cell)]),
      bestShare: shareOfBest(attractors),
      unsettledShare: this.lost / this.total,
    };
  }

  /** Of the minimum it is, or of the valley: points of one loss that are not isolated count as one. */
  private indexOf({ at, loss, flat }: Settlement): number {
    const { box } = this.request;
    const reach = same * Math.max(box[1] - box[0], box[3] - box[2]);
    const sameLoss = (other: number): boolean => Math.abs(other - loss) <= 1e-9 * (1 + Math.abs(loss));
    const known = this.met.findIndex((other) =>
      flat && other.flat ? sameLoss(other.loss) : largestMagnitude(plus(other.at, -1, at)) <= reach,
    );
    if (known < 0) return this.met.push({ at, loss, flat, count: 1 }) - 1;
    this.met[known].count++;
    return known;
  }
}
