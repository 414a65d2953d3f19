/** Learning rates: the one that a path starts with by itself, and the limit beyond which a step is unstable. */
import type { LossDescription, Option, Readout, Trajectory } from '../../../src/protocol/model';
import { eigenvaluesAt, extent, lastRow, rowCount } from '../rows';
import type { Chip } from './settings';

export const rateOption = 'learningRate';

/** Steps of η times a gradient: what is stable depends on the curvature. */
const byGradient = new Set(['sgd', 'sam', 'schedule-free']);
/** Steps of about η, whatever the gradient's size: what is sensible depends on how far there is to go. */
const byDistance = new Set(['adam', 'adamw', 'amsgrad', 'adamax', 'nadam', 'radam', 'rmsprop', 'adagrad', 'lion', 'muon']);

/** What an automatic rate follows from; undefined where the default, often 1, belongs to the method. */
export function rateBasis(optimizer: string): 'curvature' | 'distance' | undefined {
  if (byGradient.has(optimizer)) return 'curvature';
  return byDistance.has(optimizer) ? 'distance' : undefined;
}

/** Rounds to two significant digits, as a person would type it. */
export const rounded = (rate: number): number => Number(rate.toPrecision(2));

/**
 * How far a path may have to go: half of the domain where there is one. Else 1, the size that parameters mostly have, unless the start
 * or the distance ‖g‖/|λ|max to where the gradient vanishes are of quite another size.
 */
export function reachOf({ domain, start }: Pick<LossDescription, 'domain' | 'start'>, reference: Readout | undefined): number {
  const halves = domain.flatMap((interval) => (interval ? [(interval[1] - interval[0]) / 2] : []));
  if (halves.length > 0) return Math.min(...halves);
  const size = Math.sqrt(start.reduce((sum, value) => sum + value * value, 0) / start.length);
  const sharpest = sharpestOf(reference);
  const step = reference && sharpest > 0 ? reference.gradientNorm / sharpest : 0;
  const scale = Math.max(size, Number.isFinite(step) ? step : 0);
  return scale > 0 && scale < 0.01 ? scale : Math.max(1, size);
}

const sharpestOf = (readout: Readout | undefined): number => Math.max(0, ...(readout?.eigenvalues ?? []).map(Math.abs));

/**
 * A first rate that suits the loss at hand, for a path of `steps` steps that may have to travel `reach`.
 * Methods that step by the gradient get half of the stable limit, 1/|λ|max at the start, and √(1 − β) of that with momentum β, whose
 * velocity adds up to 1/(1 − β) gradients; or what a recipe wants η·λmax to be. Methods that normalise the gradient step by about η, so theirs is a distance.
 */
export function automaticRate(
  chip: Pick<Chip, 'options' | 'optimizer' | 'rateBySharpness'>,
  start: Readout | undefined,
  reach: number,
  steps: number,
): number {
  if (rateBasis(chip.optimizer) === 'distance') return rounded((2.5 * reach) / Math.max(1, steps));
  const sharpest = sharpestOf(start);
  const top = start?.eigenvalues.at(-1) ?? 0;
  if (chip.rateBySharpness !== undefined && top > 0 && Number.isFinite(top)) return Number((chip.rateBySharpness / top).toPrecision(3));
  const momentum = typeof chip.options.momentum === 'number' ? chip.options.momentum : 0;
  const damping = momentum < 1 ? Math.sqrt(1 - momentum) : 1;
  return sharpest > 0 && Number.isFinite(sharpest) ? rounded(damping / sharpest) : rounded(0.01 * damping);
}

/**
 * For a run of plain or heavy-ball descent that was unstable somewhere: half of the stable limit at the sharpest point that it met.
 * Undefined when the run was stable throughout, and for methods whose edge of stability is no cause of trouble.
 */
export function calmerRate(run: Trajectory): number | undefined {
  const rate = run.options[rateOption];
  if (rateBasis(run.optimizer) !== 'curvature' || typeof rate !== 'number') return undefined;
  const sharpest = extent(run.relativeSharpness)?.[1] ?? 0;
  if (run.stopped === 'diverged') return rounded(Math.min(rate / 4, Math.max(rate / 100, rate / (2 * sharpest))));
  return sharpest > 1 ? rounded(rate / (2 * sharpest)) : undefined;
}

export function wantsAutomaticRate(chip: Chip): boolean {
  return rateBasis(chip.optimizer) !== undefined && chip.options[rateOption] === undefined;
}

/** Within a factor of four the rate that is held stays, so that small edits change nothing. */
export const isSteady = (chosen: number, before: number): boolean => before <= 4 * chosen && before >= chosen / 4;

/** The rate in force for a chip: the user's, the automatic one, or the optimizer's default; undefined when it has none. */
export function rateOf(
  chip: Chip,
  options: Readonly<Record<string, Option>> | undefined,
  automatic: number | undefined,
): number | undefined {
  const own = chip.options[rateOption];
  if (typeof own === 'number') return own;
  const option = options?.[rateOption];
  if (option === undefined || (option.kind !== 'number' && option.kind !== 'integer')) return undefined;
  return automatic ?? option.default;
}

/** The rate that led to a row: the schedule's, else the optimizer's own. */
export function rateInRow({ learningRate, options }: Trajectory, row: number): number | undefined {
  const scheduled = learningRate[row];
  if (scheduled !== undefined && Number.isFinite(scheduled)) return scheduled;
  const own = options[rateOption];
  return typeof own === 'number' ? own : undefined;
}

/** A schedule that goes above the optimizer's own rate, as one cycle does, does not follow it: another rate would change nothing. */
export function setsOwnRates({ learningRate, options }: Trajectory): boolean {
  const own = options[rateOption];
  const [, highest] = extent(learningRate) ?? [0, 0];
  return typeof own === 'number' && highest > own * (1 + 1e-9);
}

/** The largest stable η at a row, Infinity where the curvature sets none; undefined where no theory gives one. */
export function stableRate(run: Trajectory, row: number): number | undefined {
  const relative = run.relativeSharpness[row];
  const rate = rateInRow(run, row);
  if (relative === undefined || Number.isNaN(relative) || rate === undefined || rate === 0) return undefined;
  return relative > 0 ? rate / relative : Number.POSITIVE_INFINITY;
}

/**
 * For methods whose limit is set by λmax of the plain Hessian: c in "stable while λmax < c/η", 2 for gradient descent.
 * Found from the run itself, as the limit times λmax where that is the same along the whole path; undefined for preconditioned methods.
 */
export function limitFactor(run: Trajectory): number | undefined {
  let factor: number | undefined;
  const stride = Math.max(1, Math.floor(rowCount(run) / 32));
  for (let row = 0; row <= lastRow(run); row += stride) {
    const top = eigenvaluesAt(run, row).at(-1);
    const limit = stableRate(run, row);
    if (top === undefined || limit === undefined || !(top > 0) || !Number.isFinite(limit)) continue;
    const here = top * limit;
    if (factor !== undefined && Math.abs(here - factor) > 1e-3 * factor) return undefined;
    factor ??= here;
  }
  return factor;
}
