/** The points that one can go to, compare, and draw lines between. */

import { t } from '../../../src/l10n/t';
import { subscript } from '../../../src/protocol/format';
import type { CriticalPoints, PointKind, RatioSearch } from '../../../src/protocol/model';
import { pointNames } from '../../../src/protocol/pointNames';
import { kindWords, sentences } from '../../../src/protocol/words';
import { continuumName, namePoints } from '../../lib/points';
import { distance } from '../../lib/rows';
import { spread } from '../../lib/table';

/** A critical or near-critical point; one of the latter has its kind by the eigenvalues alone. */
export interface Place {
  readonly name: string;
  readonly kind: PointKind;
  /** `saddle`, `near-critical`, `on a curve of minima`. */
  readonly words: string;
  readonly critical: boolean;
  readonly at: Float64Array;
  readonly loss: number;
  readonly gradientNorm: number;
  /** Share of the eigenvalues above 0. */
  readonly ratio: number;
  /** Nowhere does the loss bend down, and somewhere up. */
  readonly low: boolean;
}

/** How far the list of places can be relied on. */
export interface SearchNote {
  readonly words: string;
  readonly title: string;
  /** From 0 to 1. */
  readonly progress: number;
}

/** A point whose sharpness is compared. */
export interface Compared {
  readonly name: string;
  readonly kind: PointKind | undefined;
  readonly critical: boolean;
  readonly at: Float64Array;
}

/** Points of each continuum that are listed. */
const perContinuum = 3;
/** Losses this close, against the largest, differ by rounding: they keep the order in which they were found. */
const rounding = 1e-9;
/** Points side by side at most. */
const mostCompared = 12;

/** By the proven search for up to two parameters. */
export function placesInBox(search: CriticalPoints): readonly Place[] {
  const isolated = namePoints(search).map((point) => ({
    ...point,
    words: kindWords[point.kind],
    critical: true,
    ratio: point.inertia[0] / point.at.length,
    low: point.kind === 'minimum',
  }));
  const onContinua = search.continua.flatMap((continuum, k) =>
    spread(continuum.points.length, perContinuum).map((i, place) => ({
      name: `c${subscript(k * perContinuum + place + 1)}`,
      kind: continuum.kind,
      words: t('on a {0}', continuumName(continuum)),
      critical: true,
      at: continuum.points[i],
      loss: continuum.loss,
      gradientNorm: 0,
      ratio: continuum.inertia[0] / continuum.points[i].length,
      low: continuum.kind === 'minimum',
    })),
  );
  return [...isolated, ...onContinua];
}

/** By random starts; named in the order in which they were found, so that names stay, and listed by loss. */
export function placesByStarts({ points }: RatioSearch): readonly Place[] {
  const names = pointNames(points);
  const named = points.map(({ inertia: [up, , down], ...point }, i) => {
    const low = down === 0 && up > 0;
    const kind = point.critical ? kindWords[point.kind] : t('near-critical');
    return {
      ...point,
      name: names[i],
      words: low && point.kind === 'degenerate' ? t('{0}, no λ < 0', kind) : kind,
      low,
    };
  });
  const scale = points.reduce((most, { loss }) => Math.max(most, Math.abs(loss)), 1);
  const level = ({ loss }: Place) => Math.round(loss / (rounding * scale));
  return named.toSorted((a, b) => level(a) - level(b));
}

export function boxNote({ proof, reason = '' }: CriticalPoints): SearchNote {
  const words = proof === 'complete' ? t('Proven to be all in the box.') : t('Found by sampling, not proven to be all.');
  return { words, title: reason, progress: 1 };
}

export function startsNote({ points, starts, progress }: RatioSearch): SearchNote {
  const near = points.filter(({ critical }) => !critical).length;
  const found = t('{0} points from {1} random starts round the point; there may be more.', points.length, starts);
  const hollow = near === 1 ? t('1 of them is near-critical: drawn hollow.') : t('{0} of them are near-critical: drawn hollow.', near);
  return {
    words: near > 0 ? sentences(found, hollow) : found,
    title: t('Near-critical: ‖∇L‖ ≤ 10⁻³ (1 + |L|) max(1, |λ|max), and yet not 0'),
    progress,
  };
}

/** Coordinates this close, against 1 + ‖θ‖∞, are the same place. */
const same = 1e-9;

export const isAt = (place: Float64Array, at: Float64Array): boolean =>
  place.length === at.length && distance(place, at) <= same * (1 + at.reduce((most, x) => Math.max(most, Math.abs(x)), 0));

/** What is compared, and between what lines can go. */
export interface Gathered {
  /** The minima by loss, the point where the user is, and that one rescaled. */
  readonly points: readonly Compared[];
  /** Where the user is, by name, and the name of its rescaled twin. */
  readonly own: string;
  readonly twin: string | undefined;
  /** The points, and the start. */
  readonly ends: readonly Compared[];
}

export function gathered(
  at: Float64Array,
  places: readonly Place[],
  start: Float64Array,
  rescaled: ((at: Float64Array) => Float64Array) | undefined,
): Gathered {
  const minima = places.filter(({ low }) => low).slice(0, mostCompared);
  const own = nameOf(at, places, start);
  const here = minima.some(({ name }) => name === own) ? [] : [{ name: own, kind: undefined, critical: false, at }];
  const twin = rescaled && { name: t('{0}, rescaled', own), kind: undefined, critical: false, at: rescaled(at) };
  const points = [...minima, ...here, ...(twin ? [twin] : [])];
  const known = points.some((point) => isAt(point.at, start));
  return {
    points,
    own,
    twin: twin?.name,
    ends: known ? points : [...points, { name: t('start'), kind: undefined, critical: false, at: start }],
  };
}

/** Where the user is, by name. */
export function nameOf(at: Float64Array, places: readonly Place[], start: Float64Array): string {
  return places.find((place) => isAt(place.at, at))?.name ?? (isAt(start, at) ? t('start') : t('here'));
}

/** The ends as chosen, as far as they are still there; else the first two. */
export function chosenEnds(
  ends: readonly Compared[],
  from: string | undefined,
  to: string | undefined,
): readonly [Compared, Compared] | undefined {
  if (ends.length < 2) return undefined;
  const named = (name: string | undefined) => ends.find((end) => end.name === name);
  const first = named(from) ?? ends.find((end) => end !== named(to)) ?? ends[0];
  const second = named(to) ?? ends.find((end) => end !== first) ?? ends[1];
  return [first, second];
}
