import { t } from '../l10n/t';
import type { OptimizerChoice } from './trajectory';

/** An optimizer together with what surrounds it, as papers and practice combine them. */
export interface Recipe {
  readonly name: string;
  /** What it is for, in a sentence. */
  readonly help: string;
  readonly source: string;
  readonly optimizer: OptimizerChoice;
  /** η·λmax at the start, for methods whose stability depends on it; the learning rate follows the loss. */
  readonly rateBySharpness?: number;
  readonly schedule?: OptimizerChoice;
  /** Options of the schedule that are shares of the run's steps. */
  readonly scheduleShares?: Readonly<Record<string, number>>;
  readonly penalties?: readonly OptimizerChoice[];
  readonly clipNorm?: number;
}

/** So little below the limit that oscillations die out slowly, and yet they do. */
const nearly = 0.98;
const heavy = { momentum: 0.9 };

export const recipes: readonly Recipe[] = [
  {
    name: t('Gradient descent at the stability limit'),
    help: t('η just below 2/λmax: it zig-zags across the sharpest direction and only just settles.'),
    source: 'Cohen et al. 2021, arXiv 2103.00065, section 2',
    optimizer: { id: 'sgd', options: {} },
    rateBySharpness: nearly * 2,
  },
  {
    name: t('Heavy ball at the stability limit'),
    help: t('η just below (2 + 2β)/λmax: momentum bears almost twice the rate of plain descent.'),
    source: 'Polyak 1964; Cohen et al. 2021, arXiv 2103.00065, equation 1',
    optimizer: { id: 'sgd', options: heavy },
    rateBySharpness: nearly * (2 + 2 * heavy.momentum),
  },
  {
    name: t('Nesterov at the stability limit'),
    help: t('η just below (2 + 2β)/((1 + 2β)λmax): looking ahead costs most of what momentum bears.'),
    source: 'Cohen et al. 2021, arXiv 2103.00065, equation 1',
    optimizer: { id: 'sgd', options: { ...heavy, nesterov: true } },
    rateBySharpness: (nearly * (2 + 2 * heavy.momentum)) / (1 + 2 * heavy.momentum),
  },
  {
    name: t('Adam, warm-up and cosine'),
    help: t('A tenth of the run to full speed, then along half a cosine to rest: how transformers are trained.'),
    source: 'Vaswani et al. 2017, section 5.3; Loshchilov & Hutter 2017, equation 5',
    optimizer: { id: 'adam', options: {} },
    schedule: { id: 'warmup', options: Object.fromEntries([['then', 'cosine']]) },
    scheduleShares: { steps: 0.1, tMax: 0.9 },
  },
  {
    name: t('AdamW, weight decay 0.01, cosine'),
    help: t('Weight decay apart from the gradient, which adaptive rates would otherwise distort.'),
    source: 'Loshchilov & Hutter 2019, algorithm 2',
    optimizer: { id: 'adamw', options: { weightDecay: 0.01 } },
    schedule: { id: 'cosine', options: {} },
    scheduleShares: { tMax: 1 },
  },
  {
    name: t('Momentum with warm restarts'),
    help: t('The rate jumps back up after a quarter of the run, and again: out of one basin and into the next.'),
    source: 'Loshchilov & Hutter 2017, section 3',
    optimizer: { id: 'sgd', options: heavy },
    schedule: { id: 'cosine-warm-restarts', options: { tMult: 2 } },
    scheduleShares: { t0: 0.25 },
  },
  {
    name: t('Momentum with clipped gradients'),
    help: t('No gradient longer than 1: a cliff in the loss does not throw the parameters away.'),
    source: 'Pascanu, Mikolov & Bengio 2013, algorithm 1',
    optimizer: { id: 'sgd', options: heavy },
    clipNorm: 1,
  },
  {
    name: t('Lasso by proximal gradient'),
    help: t('Soft thresholding after every step: coefficients that do not matter become exactly zero.'),
    source: 'Tibshirani 1996; Parikh & Boyd 2014, section 4.2',
    optimizer: { id: 'sgd', options: {} },
    penalties: [{ id: 'l1', options: { alpha: 0.1 } }],
  },
  {
    name: t('Lasso by ADMM-Adam'),
    help: t('The same optimum by splitting: z carries the zeros, w the fit, u the disagreement.'),
    source: 'Boyd et al. 2011, section 6.4; Kingma & Ba 2015',
    optimizer: { id: 'admm-adam', options: {} },
    penalties: [{ id: 'l1', options: { alpha: 0.1 } }],
  },
  {
    name: t('Ridge by Newton'),
    help: t('The penalty makes every direction curve up; where the loss is quadratic one step is enough.'),
    source: 'Hoerl & Kennard 1970',
    optimizer: { id: 'newton', options: {} },
    penalties: [{ id: 'l2', options: { alpha: 0.1 } }],
  },
];
