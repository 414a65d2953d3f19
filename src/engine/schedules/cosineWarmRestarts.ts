import { t } from '../../l10n/t';
import { iterations, rate } from './commonOptions';
import { defineClosedForm } from './schedule';

/** The cycle that step k (fractions allowed) falls into: its length and how far k is in it. */
export function cycleAt(k: number, t0: number, tMult: number): { readonly length: number; readonly position: number } {
  if (tMult === 1) return { length: t0, position: k % t0 };
  let [length, position] = [t0, k];
  while (position >= length) {
    position -= length;
    length *= tMult;
  }
  return { length, position };
}

export const cosineWarmRestarts = defineClosedForm({
  id: 'cosine-warm-restarts',
  name: t('Cosine with warm restarts'),
  help: t('Falls along half a cosine, jumps back up, and again, each time over more steps: to leave one basin for the next.'),
  formula: 'η(k) = η_min + ½(η − η_min)(1 + cos(π·T_cur/Tᵢ)),  Tᵢ₊₁ = m·Tᵢ',
  source: 'Loshchilov & Hutter 2017, equation 5; torch.optim.lr_scheduler.CosineAnnealingWarmRestarts',
  options: {
    t0: iterations(t('First cycle'), 10, t('Steps of the first cycle, T₀.'), 1),
    tMult: iterations(t('Growth'), 1, t('Each cycle is this many times as long as the last, m.'), 1),
    etaMin: rate(t('Lowest rate'), 0, t('The learning rate at the end of a cycle.')),
  },
  rate(k, base, { t0, tMult, etaMin }) {
    const { length, position } = cycleAt(k, t0, tMult);
    return etaMin + ((base - etaMin) * (1 + Math.cos((Math.PI * position) / length))) / 2;
  },
});
