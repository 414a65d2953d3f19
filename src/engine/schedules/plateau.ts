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
  name: 'On plateau',
  help: 'Multiplies the learning rate by a factor when the objective has not become better for a while.',
  formula: 'η ← max(f·η, η_min) after more than P steps without improvement',
  source: 'torch.optim.lr_scheduler.ReduceLROnPlateau',
  options: {
    factor: factor('Factor', 0.1, 'The factor of each change, f.'),
    patience: iterations('Patience', 10, 'Steps without improvement that are put up with, P.'),
    threshold: factor('Threshold', 1e-4, 'What counts as an improvement.', [0, 0.1]),
    thresholdMode: {
      kind: 'choice',
      label: 'Threshold is',
      help: 'A share of the best value, or a difference.',
      default: 'rel',
      choices: ['rel', 'abs'],
    },
    cooldown: iterations('Cool-down', 0, 'Steps after a change that are not judged.'),
    minLr: rate('Lowest rate', 0, 'The rate is not reduced below this.'),
    eps: rate('Least change', 1e-8, 'Smaller reductions are left out.'),
    mode: { kind: 'choice', label: 'Better is', help: 'Lower or higher.', default: 'min', choices: ['min', 'max'] },
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
