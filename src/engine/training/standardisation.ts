import { t } from '../../l10n/t';
import { conditionNumber } from '../curvature/classify';
import { type DescendRequest, descending } from '../descend';
import { LimitError } from '../errors';
import { coordinatePlane, type Surface } from '../landscape/plane';
import { surface } from '../landscape/surface';
import { symmetricEigenvalues } from '../linalg/symmetricEigen';
import { norm, row } from '../linalg/vector';
import type { Objective } from '../objective';
import type { StopReason, Trajectory } from '../trajectory';

/** Plain gradient descent on a loss, as far as scaling its features matters for it. */
export interface ScaledDescent {
  /** κ at the point reached. */
  readonly conditionNumber: number;
  /** 1/λmax of the start: the rate that is taken. */
  readonly learningRate: number;
  /** Until ‖∇L‖ has fallen to the part of its start that is asked for; all of them where it has not. */
  readonly steps: number;
  readonly stopped: StopReason;
  readonly loss: number;
  readonly at: Float64Array;
  /** The loss round the point reached, in the plane of the two coordinates. */
  readonly surface: Surface;
  /** u₀ v₀ u₁ v₁ …, thinned out. */
  readonly path: Float64Array;
}

export interface ScalingComparison {
  readonly before: ScaledDescent;
  readonly after: ScaledDescent;
  /** The coordinates of the pictures: those two between which the loss is stretched the most, before. */
  readonly coordinates: readonly [number, number];
  /** ‖∇L‖ of the end against that of the start. */
  readonly reduction: number;
}

export interface ScalingRequest {
  readonly start: Float64Array;
  readonly steps?: number;
  /** Grid points along a side. */
  readonly size?: number;
}

const reduction = 1e-6;
/** The Hessian is formed, and each pair of coordinates looked at. */
const mostParameters = 400;
const pathPoints = 400;
/** Numbers of a run that are kept on the way. */
const mostNumbers = 4e6;
/** Room round the path, as a part of its extent. */
const room = 1.25;

/** The same descent before and after the features have been standardised. Throws `LimitError` for too many or too few parameters. */
export function* compareScaling(
  before: Objective,
  after: Objective,
  { start, steps = 20_000, size = 61 }: ScalingRequest,
): Generator<undefined, ScalingComparison> {
  const { n } = before;
  if (n < 2 || n > mostParameters)
    throw new LimitError(t('Standardisation is shown for 2 to {0} parameters, not for {1}.', mostParameters, n));
  const first = yield* descent(before, start, steps);
  const second = yield* descent(after, start, steps);
  const coordinates = mostStretched(first.hessian, n);
  return {
    before: yield* pictured(before, first, coordinates, size),
    after: yield* pictured(after, second, coordinates, size),
    ...{ coordinates, reduction },
  };
}

interface Descended {
  readonly run: Trajectory;
  readonly learningRate: number;
  /** At the point reached. */
  readonly hessian: Float64Array;
}

function* descent(objective: Objective, start: Float64Array, steps: number): Generator<undefined, Descended> {
  const { n } = objective;
  const gradient = new Float64Array(n);
  objective.valueAndGradient(start, gradient);
  const top = symmetricEigenvalues(objective.hessian(start), n)[n - 1];
  const learningRate = top > 0 && Number.isFinite(top) ? 1 / top : 0.01;
  const request: DescendRequest = {
    ...{ start, steps, optimizer: { id: 'sgd', options: { learningRate } } },
    ...{ tolerance: reduction * norm(gradient), every: Math.ceil((steps * n) / mostNumbers) },
  };
  const work = descending(objective, request);
  let step = work.next();
  for (; !step.done; step = work.next()) yield undefined;
  return { run: step.value, learningRate, hessian: objective.hessian(step.value.answer).slice() };
}

/** The pair of coordinates whose 2 × 2 part of the Hessian has the largest finite κ. */
function mostStretched(hessian: Float64Array, n: number): readonly [number, number] {
  let best: { readonly pair: readonly [number, number]; readonly kappa: number } = { pair: [0, 1], kappa: 0 };
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const part = Float64Array.of(hessian[i * n + i], hessian[i * n + j], hessian[i * n + j], hessian[j * n + j]);
      const kappa = conditionNumber(symmetricEigenvalues(part, 2));
      if (Number.isFinite(kappa) && kappa > best.kappa) best = { pair: [i, j], kappa };
    }
  }
  return best.pair;
}

function* pictured(
  objective: Objective,
  { run, learningRate, hessian }: Descended,
  [i, j]: readonly [number, number],
  size: number,
): Generator<undefined, ScaledDescent> {
  const { answer: at, params, n } = run;
  const rows = Array.from(run.steps, (_, k) => row(params, k, n)).filter((point) => point.every(Number.isFinite));
  const stride = Math.max(1, Math.ceil(rows.length / pathPoints));
  const kept = rows.filter((_, k) => k % stride === 0 || k === rows.length - 1);
  const reach = rows.reduce((most, point) => Math.max(most, Math.abs(point[i] - at[i]), Math.abs(point[j] - at[j])), 0);
  const half = reach > 0 ? room * reach : 1;
  const plane = coordinatePlane(at, i, j);
  const work = surface(objective, { plane, box: [at[i] - half, at[i] + half, at[j] - half, at[j] + half], size });
  let step = work.next();
  for (; !step.done; step = work.next()) yield undefined;
  return {
    conditionNumber: conditionNumber(symmetricEigenvalues(hessian, n)),
    ...{ learningRate, steps: run.steps[run.steps.length - 1], stopped: run.stopped, loss: objective.value(at), at },
    surface: step.value,
    path: Float64Array.from(kept.flatMap((point) => [point[i], point[j]])),
  };
}
