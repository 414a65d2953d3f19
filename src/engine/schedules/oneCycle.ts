import { t } from '../../l10n/t';
import { factor, iterations, rate } from './commonOptions';
import { defineClosedForm } from './schedule';

/** A piece of the cycle: until step `end`, from one rate to another. */
interface Phase {
  readonly end: number;
  readonly from: number;
  readonly to: number;
}

const annealing: Readonly<Record<string, (from: number, to: number, share: number) => number>> = {
  cos: (from, to, share) => to + ((from - to) / 2) * (Math.cos(Math.PI * share) + 1),
  linear: (from, to, share) => from + (to - from) * share,
};

interface Cycle {
  readonly maxLr: number;
  readonly totalSteps: number;
  readonly pctStart: number;
  readonly divFactor: number;
  readonly finalDivFactor: number;
  readonly threePhase: boolean;
}

function phases({ maxLr, totalSteps, pctStart, divFactor, finalDivFactor, threePhase }: Cycle): readonly Phase[] {
  const first = maxLr / divFactor;
  const last = first / finalDivFactor;
  const top = pctStart * totalSteps - 1;
  const rise = { end: top, from: first, to: maxLr };
  if (!threePhase) return [rise, { end: totalSteps - 1, from: maxLr, to: last }];
  return [rise, { end: 2 * top, from: maxLr, to: first }, { end: totalSteps - 1, from: first, to: last }];
}

export const oneCycle = defineClosedForm({
  id: 'one-cycle',
  name: t('One cycle'),
  help: t('Rises to a high learning rate and falls far below the first one, once; after that it stays there. It sets its own rates.'),
  formula: 'η: max/d → max → max/(d·f), each along half a cosine or a line',
  source: 'Smith & Topin 2019, section 2; torch.optim.lr_scheduler.OneCycleLR',
  options: {
    maxLr: rate(t('Highest rate'), 0.1, t('The learning rate at the top.')),
    totalSteps: iterations(t('Steps'), 100, t('Steps of the whole cycle.'), 2),
    pctStart: {
      kind: 'number',
      label: t('Share of the rise'),
      help: t('The share of the cycle in which the rate rises.'),
      default: 0.3,
      min: 0,
      max: 1,
      range: [0, 1],
      scale: 'linear',
    },
    annealStrategy: {
      kind: 'choice',
      label: t('Shape'),
      help: t('Along half a cosine or a line.'),
      default: 'cos',
      choices: ['cos', 'linear'],
    },
    divFactor: factor(t('Start divisor'), 25, t('The first rate is the highest divided by this, d.'), [1, 100]),
    finalDivFactor: factor(t('Final divisor'), 1e4, t('The last rate is the first divided by this, f.'), [1, 1e5]),
    threePhase: {
      kind: 'boolean',
      label: t('Three phases'),
      help: t('Falls back to the first rate as fast as it rose, and only then to the last.'),
      default: false,
    },
  },
  rate(k, _base, options) {
    const anneal = annealing[options.annealStrategy];
    let begin = 0;
    for (const { end, from, to } of phases(options)) {
      if (k <= end) return anneal(from, to, end === begin ? 1 : (k - begin) / (end - begin));
      begin = end;
    }
    return options.maxLr / options.divFactor / options.finalDivFactor;
  },
});
