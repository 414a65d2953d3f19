/** What can be laid over the map beside paths and points: adding one is a line in the table. */
import { t } from '../../../../src/l10n/t';
import type { Field, FieldName } from '../../../../src/protocol/model';

export interface OverlayKind {
  /** How the list calls it. */
  readonly title: string;
  /** How legend and pointer call it. */
  readonly symbol: string;
  /** In words, for those who can't see it. */
  readonly words: string;
  /** What the worker is asked for. */
  readonly field?: FieldName;
  /** `shades` and `basins` take the place of the loss's own colours; a `region` is hatched over them. */
  readonly draws: 'nothing' | 'shades' | 'region' | 'basins';
}

export const overlayKinds = {
  none: { title: t('none'), symbol: '', words: '', draws: 'nothing' },
  'gradient norm': { title: t('gradient norm'), symbol: '‖∇L‖', words: t('norm of the gradient'), field: 'gradientNorm', draws: 'shades' },
  'smallest eigenvalue': {
    title: t('smallest eigenvalue'),
    symbol: 'λmin',
    words: t('smallest eigenvalue of the Hessian'),
    field: 'smallestEigenvalue',
    draws: 'shades',
  },
  'largest eigenvalue': {
    title: t('largest eigenvalue'),
    symbol: 'λmax',
    words: t('largest eigenvalue of the Hessian'),
    field: 'largestEigenvalue',
    draws: 'shades',
  },
  'condition number': {
    title: t('condition number'),
    symbol: 'κ',
    words: t('condition number of the Hessian'),
    field: 'conditionNumber',
    draws: 'shades',
  },
  'sign of det H': {
    title: t('sign of det H'),
    symbol: 'det H',
    words: t('sign of the determinant of the Hessian'),
    field: 'determinantSign',
    draws: 'shades',
  },
  'negative curvature': {
    title: t('negative curvature'),
    symbol: 'λmin < 0',
    words: t('where the loss bends down'),
    field: 'negativeCurvature',
    draws: 'region',
  },
  plateaus: {
    title: t('plateaus'),
    symbol: t('plateau'),
    words: t('where slope and curvature are next to nothing'),
    field: 'plateau',
    draws: 'region',
  },
  'unstable region': {
    title: t('unstable region'),
    symbol: t('λmax > limit'),
    words: t('where the step is too long'),
    field: 'largestEigenvalue',
    draws: 'region',
  },
  basins: { title: t('basins'), symbol: t('basin'), words: t('minimum that each start reaches'), draws: 'basins' },
} as const satisfies Record<string, OverlayKind>;

export type OverlayName = keyof typeof overlayKinds;
export const overlayNames = Object.keys(overlayKinds).filter((name): name is OverlayName => name in overlayKinds);
export const kindOf = (name: OverlayName): OverlayKind => overlayKinds[name];

/** A part of the map that is hatched: where `values` ≥ `threshold`. */
export interface Hatched {
  readonly values: Float64Array;
  readonly threshold: number;
}

/** Values of either sign smaller than this part of the largest are rounding. */
const rounding = 1e-9;

/** What of a field is hatched; `limit` is where the step gets too long. */
export function hatchedOf(name: OverlayName, { values, scale }: Field, limit: number | undefined): Hatched | undefined {
  if (name === 'unstable region') return limit === undefined ? undefined : { values, threshold: limit };
  if (scale === 'mask') return { values, threshold: 0.5 };
  if (scale !== 'diverging') return undefined;
  const largest = values.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most), 0);
  return largest === 0 ? undefined : { values: values.map((value) => -value), threshold: rounding * largest };
}
