/** The rules of a verdict on paths that go to and fro: at the edge of stability, across a valley, or by the noise of batches. */

import { t } from '../../../src/l10n/t';
import { significant } from '../../../src/protocol/format';
import type { Trajectory } from '../../../src/protocol/model';
import { sentences } from '../../../src/protocol/words';
import type { NamedPoint } from '../points';
import { distance, extent, pointAt } from '../rows';
import { limitFactor } from './rate';
import { plain, recent, type Situation, type Verdict } from './situation';

/** Sharpness that stays this close to its limit, above it some of the time, hovers there. */
const hovering = { rows: 16, low: 0.8, high: 1.25 } as const;

/**
 * The path neither settles nor diverges while its sharpness hovers at the stable limit (Cohen et al., arXiv 2103.00065). A loss that
 * no longer falls is bouncing instead.
 */
export function edgeOfStability({ run, now }: Situation): Verdict | undefined {
  const first = now.row - hovering.rows + 1;
  if (first < 0 || run.relativeSharpness.length <= now.row) return undefined;
  const sharpness = run.relativeSharpness.subarray(first, now.row + 1);
  const [low, high] = extent(sharpness) ?? [0, 0];
  if (!sharpness.every(Number.isFinite) || low < hovering.low || high < 1 || high > hovering.high) return undefined;
  const middle = first + hovering.rows / 2;
  const falls = mean(run.objective, middle, now.row + 1) < mean(run.objective, first, middle);
  if (!falls) return undefined;
  const steps = run.steps[now.row] - run.steps[first];
  const why = t(
    'For {0} steps the sharpness has been {1} to {2} times its stable limit, and the loss still falls.',
    ...[steps, significant(low), significant(high)],
  );
  return plain(t('At the edge of stability'), why);
}

const mean = (values: Float64Array, from: number, to: number): number =>
  values.subarray(from, to).reduce((sum, value) => sum + value, 0) / (to - from);

export function bouncing(situation: Situation): Verdict | undefined {
  const { run, now, lowest } = situation;
  const first = Math.max(0, now.row - recent);
  const stuck = run.loss[now.row] - lowest > 0.7 * (run.loss[first] - lowest);
  if (!stuck || now.row - first < 3) return undefined;
  const crossings = crossingsOfLimit(run, first, now.row);
  const steps = run.steps[now.row] - run.steps[first];
  if (crossings >= 2) {
    const why = t('Sharpness crossed the stable limit {0} times in the last {1} steps.', crossings, steps);
    return plain(t('Bouncing across the valley'), sentences(why, atGoal(run, now.at, situation.points)));
  }
  const turns = turnsBack(run, first, now.row);
  if (turns < 3) return undefined;
  const why = t('The path turned back on itself {0} times in the last {1} steps.', turns, steps);
  return isByNoise(situation)
    ? plain(t('Jittering with the batches'), sentences(why, calmedBy))
    : plain(t('Bouncing across the valley'), why);
}

/** Over batches a path turns back at every rate: each has its own minimum. Only above the limit is it the step that is to blame. */
function isByNoise({ run, rate, limit }: Situation): boolean {
  return run.batchLoss.length > 0 && !(rate !== undefined && limit !== undefined && rate > limit);
}

const calmedBy = t('Each batch pulls to a minimum of its own: a falling learning rate or larger batches calm it.');

function crossingsOfLimit({ relativeSharpness }: Trajectory, first: number, last: number): number {
  let crossings = 0;
  for (let row = first + 1; row <= last; row++) {
    if (relativeSharpness[row] > 1 !== relativeSharpness[row - 1] > 1) crossings++;
  }
  return relativeSharpness.length > last ? crossings : 0;
}

/** Steps that point against the one before. */
function turnsBack(run: Trajectory, first: number, last: number): number {
  let turns = 0;
  for (let row = first + 2; row <= last; row++) {
    const [a, b, c] = [pointAt(run, row - 2), pointAt(run, row - 1), pointAt(run, row)];
    const dot = a.reduce((sum, value, i) => sum + (b[i] - value) * (c[i] - b[i]), 0);
    if (dot < 0) turns++;
  }
  return turns;
}

/** What η must be at the nearest minimum. */
export function atGoal(run: Trajectory, at: ArrayLike<number>, points: readonly NamedPoint[]): string {
  const goal = nearestMinimum(points, at);
  const factor = limitFactor(run);
  const sharpest = goal?.eigenvalues.at(-1);
  if (!goal || factor === undefined || sharpest === undefined) return '';
  return t('At {0} η must stay below {1}.', goal.name, significant(factor / sharpest, 2));
}

function nearestMinimum(points: readonly NamedPoint[], at: ArrayLike<number>): NamedPoint | undefined {
  const minima = points.filter((point) => point.kind === 'minimum');
  return minima.length === 0 ? undefined : minima.reduce((a, b) => (distance(b.at, at) < distance(a.at, at) ? b : a));
}
