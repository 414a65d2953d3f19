/** The engine's own terms as people read them. */
import { t } from '../l10n/t';
import type { Definiteness, DerivativeKind, PointKind } from './model';

export const kindWords: Readonly<Record<PointKind, string>> = {
  minimum: t('minimum'),
  saddle: t('saddle'),
  maximum: t('maximum'),
  degenerate: t('degenerate'),
};

export const definitenessWords: Readonly<Record<Definiteness, string>> = {
  'positive definite': t('positive definite'),
  'negative definite': t('negative definite'),
  indefinite: t('indefinite'),
  'positive semidefinite': t('positive semidefinite'),
  'negative semidefinite': t('negative semidefinite'),
  zero: t('zero'),
  undefined: t('undefined'),
};

export const derivativeWords: Readonly<Record<DerivativeKind, string>> = { exact: t('exact'), numeric: t('numeric') };

/** `a, b, c` */
export const listed = (items: readonly string[]): string => items.join(t(', '));
