import { inertia } from '../curvature/classify';
import { gradientRoot, localModel } from '../curvature/gradientRoot';
import { distance, fromUnitCube, onUnitCube } from '../curvature/unitCube';
import { descending } from '../descend';
import type { UserCodeError } from '../errors';
import { Failures } from '../failures';
import type { Objective } from '../objective';
import { minimise } from '../penalties/coefficientPath';
import { penalised, Regulariser } from '../penalties/regulariser';
import type { BasinsRequest, Settlement } from './basinMap';
import { pointOn } from './plane';

/** Descents stop when ‖∇L‖ is at most this: near enough to tell minima from each other. */
export const settledGradient = 1e-6;
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
  const nowhere: Settlement = { cell, steps: 0, loss: Number.NaN, outcome: 'diverged', at: new Float64Array(0), flat: false };
  const run = failures.attempt(() =>
    descending(objective, { tolerance: settledGradient, ...request, start: middleOf(request, cell), every: request.steps }),
  );
  const trajectory = run && (yield* attempted(run, failures));
  if (!trajectory) return nowhere;
  const { stopped, answer, answerStep, objective: values } = trajectory;
  const end = { ...nowhere, steps: answerStep, loss: values[values.length - 1], at: answer };
  if (stopped === 'diverged') return end;
  const minimum = yield* attempted(minimumNear(objective, request, answer), failures);
  return minimum ? { ...end, ...minimum, outcome: 'settled' } : { ...end, outcome: 'unsettled' };
}

/** Work to its end, or until the user's code fails; yields now and then. */
function* attempted<R>(work: Generator<unknown, R, void>, failures: Failures): Generator<undefined, R | undefined> {
  for (let turn = 1; ; turn++) {
    const step = failures.attempt(() => work.next());
    if (!step) return undefined;
    if (step.done) return step.value;
    if (turn % 16 === 0) yield undefined;
  }
}

function middleOf({ plane, box: [u0, u1, v0, v1], size }: BasinsRequest, cell: number): Float64Array {
  const middle = (low: number, high: number, i: number): number => low + ((high - low) * (i + 0.5)) / size;
  return pointOn(plane, middle(u0, u1, cell % size), middle(v0, v1, Math.floor(cell / size)));
}

type Minimum = Pick<Settlement, 'at' | 'loss' | 'flat'>;

/** The minimum that a run was about to reach, of the loss and the penalties together. */
function* minimumNear(objective: Objective, request: BasinsRequest, x: Float64Array): Generator<undefined, Minimum | undefined> {
  const regulariser = Regulariser.of(request.penalties ?? [], request.unpenalized);
  const reach = Math.max(request.box[1] - request.box[0], request.box[3] - request.box[2]);
  if (regulariser.split().kinked.isEmpty) return smoothMinimum(penalised(objective, regulariser), x, reach);
  const { x: at, converged } = yield* minimise(objective, regulariser, x);
  if (!converged || distance(at, x) > near * reach) return undefined;
  return { at, loss: objective.value(at) + regulariser.value(at), flat: false };
}

/** The minimum, or the valley floor: Newton's method tells it from a slow stretch on the way. */
function smoothMinimum(objective: Objective, x: Float64Array, reach: number): Minimum | undefined {
  const around = Array.from(x, (xi) => [xi - reach / 2, xi + reach / 2] as const);
  const centre = new Float64Array(x.length).fill(0.5);
  const root = gradientRoot(onUnitCube(objective, around), centre, (t) => distance(t, centre) > near);
  if (!root) return undefined;
  const found = localModel(objective, fromUnitCube(around, root.x));
  const [positive, zero, negative] = inertia(found.eigen.values);
  return negative === 0 && positive + zero > 0 ? { at: found.x, loss: found.loss, flat: zero > 0 } : undefined;
}
