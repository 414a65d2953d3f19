/** The spectrum in words. */

import { t } from '../../../src/l10n/t';
import { significant } from '../../../src/protocol/format';
import type { Spectrum } from '../../../src/protocol/model';
import { listed, sentences } from '../../../src/protocol/words';

/** Same as the engine's: |λ| ≤ max(10⁻⁹·|λ|max, 10⁻¹²) counts as zero. */
const [relativeZero, absoluteZero] = [1e-9, 1e-12];

/** What counts as 0 among these eigenvalues. */
export function zeroOf({ top, bottom }: Pick<Spectrum, 'top' | 'bottom'>): number {
  return Math.max(relativeZero * Math.max(Math.abs(top[0]), Math.abs(bottom[0])), absoluteZero);
}

/** An eigenvalue: 0 where it is rounding beside the largest. */
export const eigenvalueText = (value: number, spectrum: Pick<Spectrum, 'top' | 'bottom'>, digits = 4): string =>
  Math.abs(value) <= zeroOf(spectrum) ? '0' : significant(value, digits);

export const within = (error: number): string => (error > 0 ? ` ± ${significant(error, 2)}` : '');

export const percentage = (share: number): string => `${significant(100 * share)}\u00a0%`;

/** `λ runs from −0.12 to 2.3.` */
const rangeWords = (spectrum: Spectrum): string =>
  t('λ runs from {0} to {1}.', eigenvalueText(spectrum.bottom[0], spectrum, 3), eigenvalueText(spectrum.top[0], spectrum, 3));

export interface Said {
  readonly headline: string;
  readonly why: string;
}

export function saidOf(spectrum: Spectrum): Said {
  if (!Number.isFinite(spectrum.top[0])) return { headline: t('No curvature here'), why: t('The Hessian is not finite at this point.') };
  return { headline: headlineOf(spectrum), why: sentences(rangeWords(spectrum), methodWords(spectrum)) };
}

function headlineOf(spectrum: Spectrum): string {
  const { n, eigenvalues, bottom, top } = spectrum;
  const zero = zeroOf(spectrum);
  const [down, up] = [bottom[0] < -zero, top[0] > zero];
  if (!down && !up) return t('The loss is straight in every direction');
  if (eigenvalues) {
    const [below, above] = [(value: number) => value < -zero, (value: number) => value > zero].map(
      (test) => eigenvalues.filter(test).length,
    );
    const level = n - below - above;
    const parts = [
      above > 0 ? t('{0} up', above) : '',
      below > 0 ? t('{0} down', below) : '',
      level > 0 ? t('{0} level', level) : '',
    ].filter(Boolean);
    return n === 1 ? t('The one direction: {0}', parts.join('')) : t('Of {0} directions {1}', n, listed(parts));
  }
  if (!down) return bottom[0] > zero ? t('The loss bends up in every direction') : t('No direction bends down');
  return up ? t('The loss bends up along some directions and down along others') : t('The loss bends down in every direction');
}

/** How the numbers were had. */
export function methodWords({ method, n, progress, top }: Spectrum): string {
  if (method === 'dense') return n === 1 ? t('The one eigenvalue, exactly.') : t('All {0} eigenvalues, exactly.', n);
  const how = t('The {0} eigenvalues at each end by Lanczos; trace, share and density sampled by random vectors.', top.length);
  return progress < 1 ? sentences(how, t('So far: {0} %.', Math.floor(100 * progress))) : how;
}

export interface Stat {
  readonly label: string;
  readonly title: string;
  value(spectrum: Spectrum): string;
}

const known = (value: number, words: string): string => (Number.isNaN(value) ? '–' : words);

export const stats: readonly Stat[] = [
  { label: t('λmax'), title: t('Largest eigenvalue of the Hessian'), value: (spectrum) => eigenvalueText(spectrum.top[0], spectrum) },
  { label: t('λmin'), title: t('Smallest eigenvalue of the Hessian'), value: (spectrum) => eigenvalueText(spectrum.bottom[0], spectrum) },
  {
    label: t('Condition κ'),
    title: t('|λ|max / |λ|min. At least this (≥) where the eigenvalues between the ends are not known.'),
    value: ({ conditionNumber, conditionKnown }) => `${conditionKnown ? '' : '≥ '}${significant(conditionNumber, 2)}`,
  },
  {
    label: t('Trace'),
    title: t('Sum of all eigenvalues; ± three standard errors where it is sampled'),
    value: ({ trace, traceError }) => known(trace, `${significant(trace, 4)}${within(traceError)}`),
  },
  {
    label: 'λ > 0',
    title: t('Share of the eigenvalues above 0; ± three standard errors, and what sampling cannot resolve near 0'),
    value: ({ positiveRatio, positiveRatioError }) =>
      known(positiveRatio, `${percentage(positiveRatio)}${positiveRatioError > 0 ? ` ± ${significant(100 * positiveRatioError, 2)}` : ''}`),
  },
  { label: t('Parameters'), title: t('Number of parameters'), value: ({ n }) => n.toLocaleString('en') },
];

/** The eigenvalues that are listed, largest first, with the k of λₖ; in the middle a gap where some are left out. */
export function listedEigenvalues({
  n,
  top,
  bottom,
}: Pick<Spectrum, 'n' | 'top' | 'bottom'>): readonly { readonly index: number; readonly value: number }[] {
  const upper = Array.from(top, (value, i) => ({ index: i + 1, value }));
  const lower = Array.from(bottom, (value, i) => ({ index: n - i, value })).reverse();
  return [...upper, ...lower.filter(({ index }) => index > upper.length)];
}
