import { inertia } from '../curvature/classify';
import { gradientRoot, type Local, localModel } from '../curvature/gradientRoot';
import { distance, fromUnitCube, onUnitCube } from '../curvature/unitCube';
import { descending } from '../descend';
import type { UserCodeError } from '../errors';
import { Failures } from '../failures';
import type { Objective } from '../objective';
import type { BasinsRequest, Settlement } from './basinMap';
import { pointOn } from './plane';

/** A run has settled at a minimum this near, as a part of the box. */
const near = 0.05;

export interface Settlements {
  readonly settlements: readonly Settlement[];
  /** What the user's code threw, where it did so from every start. */
  readonly failure: UserCodeError | undefined;
}

/** Where descents from these cells end. Yields between their steps. */
export function* settleAll(objective: Objective, request: BasinsRequest, cells: Iterable<number>): Generator<undefined, Settlements> {
  const failures = new Failures();
  const settlements: Settlement[] = [];
  for (const cell of cells) settlements.push(yield* settle(objective, request, cell, failures));
  return { settlements, failure: settlements.every(({ steps }) => steps === 0) ? failures.first : undefined };
}

/** One descent from the middle of a cell. Yields between its steps. */
function* settle(objective: Objective, request: BasinsRequest, cell: number, failures: Failures): Generator<undefined, Settlement> {
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
