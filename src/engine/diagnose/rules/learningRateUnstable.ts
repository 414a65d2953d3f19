import { t } from '../../../l10n/t';
import type { PointReport } from '../../curvature/readout';
import { descend } from '../../descend';
import { Failures } from '../../failures';
import { optimizerById } from '../../optimizers';
import type { Environment, Stability } from '../../optimizers/optimizer';
import { OptionError } from '../../options';
import { sharpnessSeen } from '../../pathCurvature';
import { Regulariser } from '../../penalties/regulariser';
import { type Facts, isSmooth, type NamedOptimizer } from '../facts';
import type { Finding } from '../finding';
import { point, shown } from '../words';
import type { Rule } from './rule';

/** Up to so many parameters the Hessian is diagonalised anew for a preconditioner. */
const preconditionedLimit = 200;
/** Steps in which a run must be seen to climb. */
const trialSteps = 50;

/**
 * On a quadratic a step is stable below a limit that each optimizer has. Where the Hessian is positive definite the loss is one to
 * second order, so there, and only there, something can be said: at the start, or at the minimum that the descent reaches.
 */
export const learningRateUnstable: Rule = {
  code: 'learning-rate-unstable',
  find: (facts) => facts.optimizers.map((optimizer) => unstable(facts, optimizer)).filter((finding) => finding !== undefined),
};

interface Bowl {
  readonly report: PointReport;
  readonly where: string;
}

function bowls(facts: Facts): Bowl[] {
  const { here, reached } = facts;
  const start = isSmooth(facts) ? [{ report: here, where: t('at the start') }] : [];
  const end = reached ? [{ report: reached, where: t('at the minimum {0}', point(reached.at)) }] : [];
  return [...start, ...end].filter(({ report }) => report.hessian !== undefined && report.definiteness === 'positive definite');
}

function unstable(facts: Facts, optimizer: NamedOptimizer): Omit<Finding, 'code'> | undefined {
  const limits = bowls(facts).flatMap((bowl) => limitIn(facts, optimizer, bowl) ?? []);
  const violated = limits.find(({ rate, limit }) => rate > limit);
  if (!violated) return undefined;
  const { rate, limit, bowl } = violated;
  const sharpest = bowl.report.eigenvalues[bowl.report.eigenvalues.length - 1];
  const learningRate = Number(Math.min(...limits.map(suggestion)).toPrecision(3));
  return {
    message: t(
      '{0} is unstable {1} with a learning rate of {2}: its limit there is {3} (λmax = {4}).',
      optimizer.name,
      bowl.where,
      shown(rate),
      shown(limit),
      shown(sharpest),
    ),
    hint: t('A learning rate of {0} is stable.', shown(learningRate)),
    suggestedRate: { optimizer: optimizer.name, learningRate },
  };
}

interface Limit {
  readonly rate: number;
  readonly limit: number;
  readonly preconditioned: boolean;
  readonly bowl: Bowl;
}

/** On a quadratic 2/(λmin + λmax) is best for plain descent; where that is beyond this optimizer's limit, half of the limit. */
function suggestion({ limit, preconditioned, bowl: { report } }: Limit): number {
  const { eigenvalues } = report;
  const best = 2 / (eigenvalues[0] + eigenvalues[eigenvalues.length - 1]);
  return !preconditioned && best < limit ? best : limit / 2;
}

function limitIn(facts: Facts, choice: NamedOptimizer, bowl: Bowl): Limit | undefined {
  const begun = stabilityAt(facts, choice, bowl.report);
  if (!begun) return undefined;
  const { rate, stability } = begun;
  const { hessian, eigenvalues } = bowl.report;
  const preconditioned = stability.preconditioner !== undefined;
  if (!hessian || (preconditioned && eigenvalues.length > preconditionedLimit)) return undefined;
  const limit = (rate * stability.limit) / sharpnessSeen(hessian, eigenvalues, stability);
  // A preconditioner of the first step may soon be another one: then the run itself must bear it out.
  if (preconditioned && (bowl.report !== facts.here || (rate > limit && !climbs(facts, choice)))) return undefined;
  return { rate, limit, preconditioned, bowl };
}

/** The stability of the optimizer in its first steps from a point; undefined for one without a rate or without theory. */
function stabilityAt(
  { objective }: Facts,
  { id, options }: NamedOptimizer,
  { at, loss, gradient }: PointReport,
): { readonly rate: number; readonly stability: Stability } | undefined {
  const environment: Environment = { objective, regulariser: new Regulariser([]), clip: (g) => g, matrices: [], seed: 0, tolerance: 0 };
  try {
    const run = optimizerById(id).begin(at, options, environment);
    const rate = run.options.learningRate;
    if (typeof rate !== 'number' || !(rate > 0)) return undefined;
    const stability = run.stability() ?? run.step({ x: at, loss, gradient }, rate).state.stability();
    return stability && { rate, stability };
  } catch (error) {
    // Options that can't be are the panel's to tell of.
    if (error instanceof OptionError) return undefined;
    throw error;
  }
}

function climbs({ objective, start, here }: Facts, optimizer: NamedOptimizer): boolean {
  const run = new Failures().attempt(() => descend(objective, { optimizer, start, steps: trialSteps, tolerance: 0 }));
  return run !== undefined && (run.stopped === 'diverged' || run.loss.some((loss) => !(loss <= here.loss)));
}
