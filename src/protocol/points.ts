/** What host and panels say of critical points alike: where they are looked for, how they are called, how many there are. */
import { t } from '../l10n/t';
import type { CriticalPoints, LossDescription, PointKind } from './model';
import { listed } from './words';

/** Up to so many parameters critical points are looked for by themselves: they are then found and proven at once. */
export const searchedDimensions = 2;

type Interval = readonly [low: number, high: number];

/**
 * The box in which critical points are looked for when nobody says: the domain; of a coordinate without one, five units (or five times
 * its size) to both sides of the start.
 */
export function searchBox({ domain, start }: Pick<LossDescription, 'domain' | 'start'>): readonly Interval[] {
  return Array.from(start, (middle, i) => {
    const half = 5 * Math.max(1, Math.abs(middle));
    return domain[i] ?? [middle - half, middle + half];
  });
}

export const pointKinds: readonly PointKind[] = ['minimum', 'saddle', 'maximum', 'degenerate'];

/** How many there are of a kind. */
export const countedPoints: Readonly<Record<PointKind, (count: number) => string>> = {
  minimum: (count) => (count === 1 ? t('{0} minimum', count) : t('{0} minima', count)),
  saddle: (count) => (count === 1 ? t('{0} saddle', count) : t('{0} saddles', count)),
  maximum: (count) => (count === 1 ? t('{0} maximum', count) : t('{0} maxima', count)),
  degenerate: (count) => (count === 1 ? t('{0} degenerate point', count) : t('{0} degenerate points', count)),
};

/** Points of a kind without their number. */
export const kindPlurals: Readonly<Record<PointKind, string>> = {
  minimum: t('minima'),
  saddle: t('saddles'),
  maximum: t('maxima'),
  degenerate: t('degenerate points'),
};

export const curvesOf = (count: number, of: string): string =>
  count === 1 ? t('{0} curve of {1}', count, of) : t('{0} curves of {1}', count, of);
export const regionsOf = (count: number, of: string): string =>
  count === 1 ? t('{0} flat region of {1}', count, of) : t('{0} flat regions of {1}', count, of);

/** `4 minima, 4 saddles`, `1 minimum`, `1 curve of minima`, `no critical points`. */
export function countWords({ counts, continua }: Pick<CriticalPoints, 'counts' | 'continua'>): string {
  const isolated = pointKinds.flatMap((kind) => unlessNone(counts[kind], countedPoints[kind]));
  const connected = pointKinds.flatMap((kind) => {
    const alike = continua.filter((continuum) => continuum.kind === kind);
    const curves = alike.filter(({ dimension }) => dimension === 1).length;
    const of = kindPlurals[kind];
    return [...unlessNone(curves, (count) => curvesOf(count, of)), ...unlessNone(alike.length - curves, (count) => regionsOf(count, of))];
  });
  return listed([...isolated, ...connected]) || t('no critical points');
}

const unlessNone = (count: number, words: (count: number) => string): string[] => (count === 0 ? [] : [words(count)]);

/** The counts, and whether they are all that there are. */
export function proofWords(search: Pick<CriticalPoints, 'counts' | 'continua' | 'proof' | 'reason'>): string {
  const points = countWords(search);
  const certainty =
    search.proof === 'complete'
      ? t('{0}: proven to be all in the box.', points)
      : t('{0}: found by sampling, not proven to be all.', points);
  return [certainty, search.reason ?? ''].join(' ').trim();
}
