/**
 * The answer in words: one headline, one sentence with the number that proves it. Rules are tried in order; the first that
 * applies speaks. Every threshold is relative to the run itself or to the spacing of the critical points, so that scaling
 * the loss or its parameters changes nothing.
 */

import { t } from '../../../src/l10n/t';
import { significant, subscript } from '../../../src/protocol/format';
import type { Trajectory } from '../../../src/protocol/model';
import { sentences } from '../../../src/protocol/words';
import { type NamedPoint, pointNear } from '../points';
import { distance, eigenvaluesAt, extent, isPenalised, lastRow, pointAt } from '../rows';
import type { Now } from './now';
import { atGoal, bouncing, edgeOfStability } from './oscillation';
import { stableRate } from './rate';
import { plain, recent, type Situation, situationOf, type Verdict, type VerdictInputs, warning } from './situation';

type Rule = (situation: Situation) => Verdict | undefined;

export function verdict(inputs: VerdictInputs): Verdict {
  // The critical points are those of the loss alone: with penalties a run settles elsewhere.
  const withPenalties = isPenalised(inputs.run);
  const situation = situationOf(withPenalties ? { ...inputs, points: [] } : inputs);
  for (const rule of withPenalties ? penalisedRules : rules) {
    const spoken = rule(situation);
    if (spoken) return spoken;
  }
  return withPenalties ? descendingPenalised(situation) : descending(situation);
}

const rules: readonly Rule[] = [
  diverged,
  edgeOfStability,
  bouncing,
  stepTooLong,
  stalledAtSaddle,
  leavingSaddle,
  settled,
  flatFloor,
  plateau,
  valley,
  ridge,
];

const penalisedRules: readonly Rule[] = [diverged, edgeOfStability, bouncing, stepTooLong, balanced];

function diverged({ run, now, points }: Situation): Verdict | undefined {
  if (run.stopped !== 'diverged' || now.row < lastRow(run)) return undefined;
  return warning(t('Diverged at step {0}', now.step), sentences(sayLoss(run, now), calmer(run, points)));
}

/** The limit at the start where that is a bowl, so that a limit makes it stable; else at the minimum nearest to it. */
function calmer(run: Trajectory, points: readonly NamedPoint[]): string {
  const limit = stableRate(run, 0);
  const bowl = eigenvaluesAt(run, 0).length > 0 && eigenvaluesAt(run, 0).every((value) => value > 0);
  if (bowl && limit !== undefined && Number.isFinite(limit))
    return t('At the start a learning rate below {0} is stable.', significant(limit, 2));
  return atGoal(run, pointAt(run, 0), points);
}

function sayLoss(run: Trajectory, now: Now): string {
  const last = Number.isFinite(now.loss) ? now.row : lastFinite(run.loss, now.row);
  const [value, first] = [significant(run.loss[last]), significant(run.loss[0])];
  return t('The loss has left every bound: L = {0} at step {1}, from {2}.', value, run.steps[last], first);
}

const lastFinite = (values: Float64Array, row: number): number => {
  let last = row;
  while (last > 0 && !Number.isFinite(values[last])) last--;
  return last;
};

function stepTooLong({ rate, limit, smallest, flat }: Situation): Verdict | undefined {
  if (rate === undefined || limit === undefined || rate <= limit || smallest === undefined || (smallest <= 0 && !flat)) return undefined;
  return plain(
    t('Step too long for this curvature'),
    t('η = {0} exceeds {1}, the limit set by λ₁ here. The path zigzags across the valley.', significant(rate, 2), significant(limit, 2)),
  );
}

const weak = 0.02;
/** Part of the map's side within which a critical point is "here". */
const nearby = 0.05;

function stalledAtSaddle(situation: Situation): Verdict | undefined {
  const { run, now, points, smallest, largest, steepest, size, flat } = situation;
  if (smallest === undefined || largest === undefined || smallest >= 0 || flat) return undefined;
  if (now.gradientNorm > weak * Math.max(steepest, gradientAround(situation))) return undefined;
  // However weak the gradient, the point where it vanishes must be near: else this is a valley that bends.
  const nearestZero = now.gradientNorm / Math.min(...now.eigenvalues.map(Math.abs));
  if (nearestZero > nearby * size) return undefined;
  const name = pointNear(points, now.at)?.name ?? '';
  const growing = now.row < lastRow(run) && run.gradientNorm[now.row + 1] > now.gradientNorm;
  return plain(
    growing ? creepingAway(largest, name) : stalled(largest, name),
    sentences(t('The gradient is weak, {0}.', significant(now.gradientNorm, 2)), wayDown(now, smallest)),
  );
}

/** The name may be unknown. */
const creepingAway = (largest: number, name: string): string =>
  (largest > 0 ? t('Creeping away from saddle {0}', name) : t('Creeping away from maximum {0}', name)).trim();
const stalled = (largest: number, name: string): string =>
  (largest > 0 ? t('Stalled at saddle {0}', name) : t('Stalled on maximum {0}', name)).trim();

/** `u₂`, the direction of the smallest eigenvalue, and `λ₂ = −3`. */
const directionName = ({ eigenvalues: { length } }: Now): string => `u${subscript(length)}`;
const smallestWords = ({ eigenvalues: { length } }: Now, smallest: number): string => `λ${subscript(length)} = ${significant(smallest)}`;

const wayDown = (now: Now, smallest: number): string =>
  t('The way down is along {0}, where the curvature is {1}.', directionName(now), smallestWords(now, smallest));

/** The gradient at the edge of the neighbourhood of the nearest critical point: a yardstick even for a run that never leaves it. */
function gradientAround({ now, points }: Situation): number {
  const near = pointNear(points, now.at);
  return near ? near.radius * Math.max(...near.eigenvalues.map(Math.abs)) : 0;
}

function leavingSaddle({ run, now, points, smallest, flat }: Situation): Verdict | undefined {
  if (smallest === undefined || smallest >= 0 || flat) return undefined;
  const saddle = lastSaddle(run, now.row, points);
  if (!saddle) return undefined;
  const approaching = now.row < lastRow(run) && isCloser(run, now.row, saddle) && pointNear([saddle], now.at) !== undefined;
  const gradient = significant(now.gradientNorm, 2);
  return approaching
    ? plain(t('Approaching saddle {0}', saddle.name), sentences(t('The gradient has fallen to {0}.', gradient), wayDown(now, smallest)))
    : plain(t('Leaving saddle {0}', saddle.name), sentences(t('The gradient has grown to {0}.', gradient), wayDown(now, smallest)));
}

/** The saddle in whose neighbourhood the run has been since curvature turned negative. */
function lastSaddle(run: Trajectory, row: number, points: readonly NamedPoint[]): NamedPoint | undefined {
  for (let r = row; r >= 0; r--) {
    if (!(eigenvaluesAt(run, r)[0] < 0)) return undefined;
    const saddle = pointNear(points, pointAt(run, r), 'saddle');
    if (saddle) return saddle;
  }
  return undefined;
}

function isCloser(run: Trajectory, row: number, { at }: NamedPoint): boolean {
  return distance(pointAt(run, row + 1), at) < distance(pointAt(run, row), at);
}

/** What is left to gain, ‖g‖²/(2λmin) at most, against the fall of the whole run. */
const negligible = 1e-4;

function settled({ now, points, smallest, fall, steepest, flat }: Situation): Verdict | undefined {
  const still = now.gradientNorm <= 1e-3 * steepest || now.gradientNorm === 0;
  if (smallest === undefined)
    return still ? plain(t('Settled'), t('The gradient has shrunk to {0}.', significant(now.gradientNorm, 2))) : undefined;
  if (smallest <= 0 || flat) return undefined;
  const gain = now.gradientNorm ** 2 / (2 * smallest);
  if (gain > negligible * fall && now.gradientNorm > 1e-9 * smallest) return undefined;
  const near = pointNear(points, now.at, 'minimum');
  return plain(
    near ? t('Settled in minimum {0}', near.name) : t('Settled in a minimum'),
    t('{0}; {1}.', allPositive(now), bowl(now.conditionNumber)),
  );
}

function allPositive({ eigenvalues }: Now): string {
  if (eigenvalues.length === 1) return t('The curvature is positive');
  return eigenvalues.length === 2 ? t('Both curvatures are positive') : t('All {0} curvatures are positive', eigenvalues.length);
}

function bowl(kappa: number | undefined): string {
  if (kappa === undefined || kappa < 20) return t('the bowl is well conditioned');
  return kappa < 1000
    ? t('the bowl is a narrow valley, κ = {0}', significant(kappa, 2))
    : t('the bowl is a very narrow valley, κ = {0}', significant(kappa, 2));
}

/** With penalties: the slope of the loss and that of the penalties cancel, or at a kink the penalty holds. */
function balanced({ run, now, steepest }: Situation): Verdict | undefined {
  if (now.gradientNorm > 1e-3 * steepest) return undefined;
  const zeros = now.at.filter((value) => value === 0).length;
  return plain(t('Loss and penalties balance'), sentences(shares(run, now), sparseWords(zeros, run.n)));
}

function sparseWords(zeros: number, all: number): string {
  if (zeros === 0) return '';
  return zeros === 1 ? t('{0} of {1} parameters is exactly 0.', zeros, all) : t('{0} of {1} parameters are exactly 0.', zeros, all);
}

function descendingPenalised({ run, now }: Situation): Verdict {
  return plain(
    now.row === 0 ? t('At the start') : t('Descending'),
    sentences(shares(run, now), t('The gradient of both is {0}.', significant(now.gradientNorm, 2))),
  );
}

const shares = ({ loss, objective }: Trajectory, { row }: Now): string =>
  t('The loss is {0}, the penalties add {1}.', significant(loss[row]), significant(objective[row] - loss[row]));

function flatFloor({ now, smallest, largest, steepest, flat }: Situation): Verdict | undefined {
  if (!flat || smallest === undefined || largest === undefined || largest <= 0 || now.gradientNorm > 1e-3 * steepest) return undefined;
  return plain(
    t('Settled on a flat valley floor'),
    t('Along {0} nothing changes: {1}, so a whole line of points is as good as this one.', directionName(now), smallestWords(now, 0)),
  );
}

function plateau({ run, now, steepest, fall, lowest, largest }: Situation): Verdict | undefined {
  const sharpest = extent(run.eigenvalues)?.[1];
  const weakGradient = now.gradientNorm <= 1e-3 * steepest;
  if (!weakGradient || fall === 0 || run.loss[now.row] - lowest < 0.05 * fall) return undefined;
  if (largest === undefined || sharpest === undefined || Math.abs(largest) > 1e-2 * sharpest) return undefined;
  return plain(
    t('On a plateau'),
    t(
      'Gradient {0} and curvature λ₁ = {1} are both tiny here, so steps hardly move.',
      significant(now.gradientNorm, 2),
      significant(largest),
    ),
  );
}

/** Curvature across at least this many times that along, whatever its sign. */
const narrow = 100;

function valley({ run, now, smallest, largest, size, rate, limit }: Situation): Verdict | undefined {
  if (smallest === undefined || largest === undefined || largest <= 0 || largest < narrow * Math.abs(smallest)) return undefined;
  // Far below the limit it is not the curvature across that keeps the steps short.
  if (rate !== undefined && limit !== undefined && rate < limit / 4) return undefined;
  const first = Math.max(0, now.row - recent);
  const moved = distance(pointAt(run, now.row), pointAt(run, first)) / Math.max(1, now.row - first);
  const creeping = now.row > 0 && moved < 0.003 * size;
  const [along, where] = [directionName(now), smallestWords(now, smallest)];
  return plain(
    creeping ? t('Creeping along a narrow valley') : t('In a narrow valley'),
    t('λ₁ = {0} across limits the step; along {1}, where {2}, that step is short.', significant(largest), along, where),
  );
}

function ridge({ now, smallest, flat }: Situation): Verdict | undefined {
  if (smallest === undefined || smallest >= 0 || flat) return undefined;
  const [along, where] = [directionName(now), smallestWords(now, smallest)];
  return plain(
    t('Coming off a ridge'),
    t('Curvature is still negative along {0}, where {1}, so a Newton step would head uphill.', along, where),
  );
}

function descending({ run, now, points, rate, limit }: Situation): Verdict {
  const goal = pointNear(points, pointAt(run, lastRow(run)), 'minimum');
  const headline = goal ? t('Descending to {0}', goal.name) : now.row === 0 ? t('At the start') : t('Descending');
  const kappa = now.conditionNumber;
  if (kappa === undefined || now.eigenvalues.length === 0)
    return plain(headline, t('The gradient is {0}.', significant(now.gradientNorm, 2)));
  const shape =
    now.eigenvalues.length === 1
      ? t('{0}, λ = {1}', allPositive(now), significant(now.eigenvalues[0] ?? 0))
      : t('{0}, κ = {1}', allPositive(now), significant(kappa, 2));
  const bounded = rate !== undefined && limit !== undefined && Number.isFinite(limit);
  return plain(headline, bounded ? t('{0}, and η is {1}× below its limit.', shape, significant(limit / rate, 2)) : t('{0}.', shape));
}

/** Where a run ends, for its chip: `→ m₁`, `at s₂`, `settled`, `diverged` or `unsettled`. */
export function ending(run: Trajectory, points: readonly NamedPoint[]): string {
  if (run.stopped === 'diverged') return t('diverged');
  if (isPenalised(run)) {
    const steepest = extent(run.gradientNorm)?.[1] ?? 0;
    return run.gradientNorm[lastRow(run)] <= 1e-3 * steepest ? t('settled') : t('unsettled');
  }
  const last = pointAt(run, lastRow(run));
  const near = pointNear(points, last);
  if (near?.kind === 'minimum') return `→ ${near.name}`;
  if (near && run.gradientNorm[lastRow(run)] <= weak * (extent(run.gradientNorm)?.[1] ?? 0)) return t('at {0}', near.name);
  return run.stopped === 'converged' ? t('converged') : t('unsettled');
}
