import { t } from '../../l10n/t';
import { factor, iterations, rate } from './commonOptions';
import { defineSchedule } from './schedule';

interface PlateauState {
  readonly rate: number;
  readonly best: number;
  readonly badSteps: number;
  readonly cooldown: number;
}

interface Judge {
  readonly mode: string;
  readonly threshold: number;
  readonly thresholdMode: string;
}

function isBetter(metric: number, best: number, { mode, threshold, thresholdMode }: Judge): boolean {
  const margin = thresholdMode === 'rel' ? best * threshold : threshold;
  return mode === 'min' ? metric < best - margin : metric > best + margin;
}

export const plateau = defineSchedule({
  id: 'plateau',
  name: t('On plateau'),
  help: t('Multiplies the learning rate by a factor when the objective has not become better for a while.'),
  formula: 'η ← max(f·η, η_min) after more than P steps without improvement',
  source: 'torch.optim.lr_scheduler.ReduceLROnPlateau',
  options: {
    factor: factor(t('Factor'), 0.1, t('The factor of each change, f.')),
    patience: iterations(t('Patience'), 10, t('Steps without improvement that are put up with, P.')),
    threshold: factor(t('Threshold'), 1e-4, t('What counts as an improvement.'), [0, 0.1]),
    thresholdMode: {
      kind: 'choice',
      label: t('Threshold is'),
      help: t('A share of the best value, or a difference.'),
      default: 'rel',
      choices: ['rel', 'abs'],
    },
    cooldown: iterations(t('Cool-down'), 0, t('Steps after a change that are not judged.')),
    minLr: rate(t('Lowest rate'), 0, t('The rate is not reduced below this.')),
    eps: rate(t('Least change'), 1e-8, t('Smaller reductions are left out.')),
    mode: { kind: 'choice', label: t('Better is'), help: t('Lower or higher.'), default: 'min', choices: ['min', 'max'] },
  },

  init: (base, { mode }): PlateauState => ({
    rate: base,
    best: mode === 'min' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY,
    badSteps: 0,
    cooldown: 0,
  }),

  rate: ({ rate }) => rate,

  next({ rate, best, badSteps, cooldown }: PlateauState, metric, options): PlateauState {
    const first = !Number.isFinite(best);
    const better = first || isBetter(metric, best, options);
    const bad = better || cooldown > 0 ? 0 : badSteps + 1;
    const reached = { rate, best: better ? metric : best, badSteps: bad, cooldown: Math.max(0, cooldown - 1) };
    if (bad <= options.patience) return reached;
    const lower = Math.max(rate * options.factor, options.minLr);
    return { ...reached, rate: rate - lower > options.eps ? lower : rate, badSteps: 0, cooldown: options.cooldown };
  },
});
