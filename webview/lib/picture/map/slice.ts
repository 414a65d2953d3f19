/** Which plane the map shows, as the user has chosen it, where there are more than two parameters. */
import { t } from '../../../../src/l10n/t';
export const places = ['start', 'step', 'end'] as const;
export type Place = (typeof places)[number];
export const placeNames: Readonly<Record<Place, string>> = {
  start: t('at the start'),
  step: t('at the current step'),
  end: t('at the end of the path'),
};

export type Slice =
  | { readonly kind: 'coordinates' }
  | { readonly kind: 'eigenvectors'; readonly at: Place }
  | { readonly kind: 'path' }
  | { readonly kind: 'random'; readonly seed: number }
  /** Ids of landmarks; those that are gone give way to the first ones that are not. */
  | { readonly kind: 'points'; readonly of: readonly [string, string, string] };

export type SliceKind = Slice['kind'];

/** As the picker calls them. */
export const sliceNames: Readonly<Record<SliceKind, string>> = {
  coordinates: t('two coordinates'),
  eigenvectors: t('top eigenvectors'),
  path: t('main directions of the path'),
  random: t('random directions'),
  points: t('three points'),
};
export const sliceKinds = Object.keys(sliceNames).filter((kind): kind is SliceKind => kind in sliceNames);

export const plainSlice: Slice = { kind: 'coordinates' };

export function sliceOf(kind: SliceKind): Slice {
  switch (kind) {
    case 'eigenvectors':
      return { kind, at: 'end' };
    case 'random':
      return { kind, seed: 1 };
    case 'points':
      return { kind, of: ['', '', ''] };
    default:
      return { kind };
  }
}

export const nextSeed = (slice: Slice): Slice => (slice.kind === 'random' ? { ...slice, seed: slice.seed + 1 } : slice);
