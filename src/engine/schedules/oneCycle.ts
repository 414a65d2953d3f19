import { t } from '../../l10n/t';
import { cycledMomentum, factor, iterations, rate } from './commonOptions';
import { defineClosedForm } from './schedule';

type Span = readonly [from: number, to: number];

/** A piece of the cycle: until step `end`, from one rate to another, and from one momentum to another. */
interface Phase {
  readonly end: number;
  readonly rate: Span;
  readonly momentum: Span;
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
  readonly annealStrategy: string;
  readonly baseMomentum: number;
  readonly maxMomentum: number;
}

function phases({ maxLr, totalSteps, pctStart, divFactor, finalDivFactor, threePhase, ...momenta }: Cycle): readonly Phase[] {
  const { baseMomentum: low, maxMomentum: high } = momenta;
  const first = maxLr / divFactor;
  const last = first / finalDivFactor;
  const top = pctStart * totalSteps - 1;
  const rise: Phase = { end: top, rate: [first, maxLr], momentum: [high, low] };
  if (!threePhase) return [rise, { end: totalSteps - 1, rate: [maxLr, last], momentum: [low, high] }];
  const fall: Phase = { end: 2 * top, rate: [maxLr, first], momentum: [low, high] };
  return [rise, fall, { end: totalSteps - 1, rate: [first, last], momentum: [high, high] }];
}

/** After k steps; undefined when the cycle is over. */
function within(k: number, cycle: Cycle, of: (phase: Phase) => Span): number | undefined {
  const anneal = annealing[cycle.annealStrategy];
  let begin = 0;
  for (const phase of phases(cycle)) {
    const { end } = phase;
    if (k <= end) return anneal(...of(phase), end === begin ? 1 : (k - begin) / (end - begin));
    begin = end;
  }
  return undefined;
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
    ...cycledMomentum(0.85, 0.95),
  },
  rate: (k, _base, cycle) => within(k, cycle, ({ rate }) => rate) ?? cycle.maxLr / cycle.divFactor / cycle.finalDivFactor,
  momentum: (k, cycle) => (cycle.cycleMomentum ? (within(k, cycle, ({ momentum }) => momentum) ?? cycle.maxMomentum) : undefined),
});
