import type { DescendRequest } from '../descend';
import { LimitError } from '../errors';
import { largestMagnitude, plus } from '../linalg/vector';
import type { Plane, Surface } from './plane';

export interface GridOfStarts {
  readonly plane: Plane;
  readonly box: Surface['box'];
  /** Cells along a side of the finished map: a power of two times `coarsest`. */
  readonly size: number;
}

/** What is followed from each start: the run as it is anywhere else, with the start of each cell in place of one. */
export type BasinsRequest = GridOfStarts & Omit<DescendRequest, 'start' | 'every' | 'curvature' | 'internals'>;

/** What descents have run into: a minimum, or a valley of equally low points. */
export interface Attractor {
  readonly at: Float64Array;
  /** With penalties, of both together. */
  readonly loss: number;
  /** A valley: its points are equally low. */
  readonly flat: boolean;
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
  /** Part of the starts that have been followed. */
  readonly done: number;
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
/** Ends nearer to each other than this part of the box are one minimum. */
const same = 1e-3;

/** The cells of each stage, from 16 × 16 up, none twice. Throws `LimitError` for a size that can't be halved down to 16. */
export function stagesOf(size: number): (readonly number[])[] {
  if (!Number.isInteger(Math.log2(size / coarsest)) || size < coarsest)
    throw new LimitError(`A basin map has 16, 32, 64, … cells along a side, not ${size}.`);
  const stages: number[][] = [];
  for (let stride = size / coarsest; stride >= 1; stride /= 2) stages.push(cellsOfStage(size, stride));
  return stages;
}

/** The cells that a stage adds to the coarser ones before it; the first stage, with stride size/16, has 16 × 16. */
function cellsOfStage(size: number, stride: number): number[] {
  const first = stride === size / coarsest;
  const cells: number[] = [];
  for (let j = 0; j < size; j += stride) {
    for (let i = 0; i < size; i += stride) {
      if (first || i % (2 * stride) !== 0 || j % (2 * stride) !== 0) cells.push(j * size + i);
    }
  }
  return cells;
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

  constructor(private readonly request: GridOfStarts) {
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

  /** The map as far as it is known: a cell that is not done yet shows the start of the smallest block round it that is. */
  result(): Basins {
    const { plane, box, size } = this.request;
    const order = [...this.met.keys()].sort((a, b) => this.met[a].loss - this.met[b].loss);
    const rank = new Map(order.map((index, position) => [index, position]));
    const shown = Uint32Array.from(this.attractor, (_, cell) => this.knownFor(cell));
    const attractors = order.map((index) => ({
      at: this.met[index].at,
      loss: this.met[index].loss,
      flat: this.met[index].flat,
      share: this.met[index].count / this.total,
    }));
    return {
      ...{ plane, box, size, attractors },
      attractor: Int16Array.from(shown, (cell) => rank.get(this.attractor[cell]) ?? this.attractor[cell]),
      steps: Uint32Array.from(shown, (cell) => this.steps[cell]),
      bestShare: shareOfBest(attractors),
      unsettledShare: this.lost / this.total,
      done: this.total / size ** 2,
    };
  }

  private knownFor(cell: number): number {
    const { size } = this.request;
    const [i, j] = [cell % size, Math.floor(cell / size)];
    for (let stride = 1; stride <= size / coarsest; stride *= 2) {
      const start = (j - (j % stride)) * size + i - (i % stride);
      if (this.attractor[start] !== notYet) return start;
    }
    return cell;
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
