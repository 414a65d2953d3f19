import { t } from '../../l10n/t';
import { cycledMomentum, factor, iterations, rate } from './commonOptions';
import { defineClosedForm } from './schedule';

/** How the height of the triangles changes, from the cycle (from 1), the step, and γ. */
const heights: Readonly<Record<string, (cycle: number, k: number, gamma: number) => number>> = {
  triangular: () => 1,
  triangular2: (cycle) => 2 ** (1 - cycle),
  expRange: (_cycle, k, gamma) => gamma ** k,
};

interface Triangles {
  readonly stepSizeUp: number;
  readonly stepSizeDown: number;
  readonly mode: string;
  readonly gamma: number;
}

/** From 0 at the bottom to 1 at the top of the first triangle. */
function height(k: number, { stepSizeUp, stepSizeDown, mode, gamma }: Triangles): number {
  const period = stepSizeUp + (stepSizeDown === 0 ? stepSizeUp : stepSizeDown);
  const cycle = Math.floor(1 + k / period);
  const position = 1 + k / period - cycle;
  const rise = stepSizeUp / period;
  const triangle = position <= rise ? position / rise : (position - 1) / (rise - 1);
  return triangle * heights[mode](cycle, k, gamma);
}

export const cyclic = defineClosedForm({
  id: 'cyclic',
  name: t('Cyclic'),
  help: t('Goes up and down between two learning rates in triangles, which may shrink. It sets its own rates.'),
  formula: 'η(k) = η_base + (η_max − η_base)·triangle(k)·height',
  source: 'Smith 2017, section 3; torch.optim.lr_scheduler.CyclicLR',
  options: {
    baseLr: rate(t('Lowest rate'), 1e-3, t('The learning rate at the bottom.')),
    maxLr: rate(t('Highest rate'), 1e-1, t('The learning rate at the top of the first triangle.')),
    stepSizeUp: iterations(t('Steps up'), 10, t('Steps from bottom to top.'), 1),
    stepSizeDown: iterations(t('Steps down'), 0, t('Steps from top to bottom; 0: as many as up.')),
    mode: {
      kind: 'choice',
      label: t('Height'),
      help: t('Equal triangles, each half as high as the last, or shrinking by γ at every step.'),
      default: 'triangular',
      choices: Object.keys(heights),
    },
    gamma: factor('γ', 1, t('The factor of each step in mode expRange.'), [0.9, 1]),
    ...cycledMomentum(0.8, 0.9),
  },
  rate: (k, _base, options) => options.baseLr + (options.maxLr - options.baseLr) * height(k, options),
  momentum: (k, { cycleMomentum, baseMomentum, maxMomentum, ...options }) =>
    cycleMomentum ? maxMomentum - (maxMomentum - baseMomentum) * height(k, options) : undefined,
});
