import { descending } from '../descend';
import { largestMagnitude, plus, row, scaled } from '../linalg/vector';
import type { Objective } from '../objective';
import type { OptimizerChoice, Trajectory } from '../trajectory';
import { zeroTolerance } from './classify';
import { type PointReport, readout } from './readout';

/** One way down: a step off the saddle, and the descent that follows. */
export interface EscapeBranch {
  readonly sign: 1 | -1;
  /** The point after the step θ ± s·u, from which the descent runs. */
  readonly start: Float64Array;
  readonly startLoss: number;
  readonly trajectory: Trajectory;
  /** Where the descent ends. */
  readonly params: Float64Array;
  readonly loss: number;
}

export interface Escape {
  readonly from: PointReport;
  /** u, the unit eigenvector of the most negative eigenvalue. */
  readonly direction: Float64Array;
  readonly eigenvalue: number;
  readonly branches: readonly [EscapeBranch, EscapeBranch];
}

export interface EscapeOptions {
  /** What descends; by default a method that goes down with every step and needs no rate. */
  readonly optimizer?: OptimizerChoice;
  readonly steps?: number;
}

/** The first step tried, against 1 + |θ|∞. It is halved until the loss falls by this part of what curvature promises. */
const [firstStep, enough] = [0.05, 0.5];
const halvings = 40;

/**
 * Leaves a saddle both ways along its direction of most negative curvature: L(θ ± s·u) ≈ L + ½λs² < L. Undefined where no
 * eigenvalue is negative (by the rule for zero): there is no such way. Yields between the steps of the descents.
 */
export function* escapeSaddle(
  objective: Objective,
  at: Float64Array,
  options: EscapeOptions = {},
): Generator<undefined, Escape | undefined> {
  const from = readout(objective, at);
  const [eigenvalue] = from.eigenvalues;
  if (!(eigenvalue < -zeroTolerance(from.eigenvalues))) return undefined;
  const direction = row(from.eigenvectors, 0, objective.n).slice();
  const up = yield* branch(objective, from, direction, 1, options);
  const down = yield* branch(objective, from, direction, -1, options);
  return { from, direction, eigenvalue, branches: [up, down] };
}

function* branch(
  objective: Objective,
  from: PointReport,
  direction: Float64Array,
  sign: 1 | -1,
  { optimizer = { id: 'conjugate-gradient', options: {} }, steps = 500 }: EscapeOptions,
): Generator<undefined, EscapeBranch> {
  const start = steppedOff(objective, from, scaled(sign, direction));
  const run = descending(objective, { optimizer, start, steps });
  let step = run.next();
  while (!step.done) {
    yield undefined;
    step = run.next();
  }
  const trajectory = step.value;
  const [startLoss, loss] = [trajectory.loss[0], trajectory.loss[trajectory.loss.length - 1]];
  return { sign, start, startLoss, trajectory, params: trajectory.answer, loss };
}

/** θ + s·u with the largest s = s₀/2ᵏ for which the loss falls as the second-order model says; s₀ itself where it never does. */
function steppedOff(objective: Objective, { at, loss, eigenvalues }: PointReport, u: Float64Array): Float64Array {
  const first = firstStep * (1 + largestMagnitude(at));
  for (let k = 0; k < halvings; k++) {
    const s = first / 2 ** k;
    const x = plus(at, s, u);
    if (objective.value(x) <= loss + enough * 0.5 * eigenvalues[0] * s * s) return x;
  }
  return plus(at, first, u);
}
