/** The engine's own terms as people read them. */
import { t } from '../l10n/t';
import type { Definiteness, DerivativeKind, PointKind, StopReason } from './model';

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

/** What the panels say of a run's end. */
export const stopWords: Readonly<Record<StopReason, string>> = {
  steps: t('steps'),
  converged: t('converged'),
  early: t('stopped early'),
  diverged: t('diverged'),
  stalled: t('stalled'),
};

/** Sentences in a row; empty ones are left out. */
export const sentences = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join(t(' '));

/** `a, b, c` */
export const listed = (items: readonly string[]): string => items.join(t(', '));
