/** The picture in words. */

import { t } from '../../../src/l10n/t';
import { significant } from '../../../src/protocol/format';
import type { LossDescription } from '../../../src/protocol/model';
import { countedPoints, pointKinds } from '../../../src/protocol/points';
import { listed, sentences } from '../../../src/protocol/words';
import { shownRuns } from '../../lib/picture/state';
import { ending } from '../../lib/picture/verdict';
import { continuaWords, type NamedPoint } from '../../lib/points';
import { extent } from '../../lib/rows';
import type { State } from './state';

/** `4 minima`, `4 saddles`, `1 maximum`. */
export function countWords(points: readonly Pick<NamedPoint, 'kind'>[]): readonly string[] {
  return pointKinds.flatMap((kind) => {
    const count = points.filter((point) => point.kind === kind).length;
    return count > 0 ? [countedPoints[kind](count)] : [];
  });
}

/** `a, b and c` */
export function enumerated(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : t('{0} and {1}', listed(words.slice(0, -1)), last);
}

/** How each path ends, those that end alike together: `Momentum and Adam → m₁`. */
export function endWords(ends: readonly { readonly name: string; readonly end: string }[]): readonly string[] {
  return [...new Set(ends.map(({ end }) => end))].map((end) =>
    t('{0} {1}', enumerated(ends.filter((other) => other.end === end).map(({ name }) => name)), end),
  );
}

export function rangeWords(values: Float64Array): string {
  const [low, high] = extent(values) ?? [Number.NaN, Number.NaN];
  return t('L goes from {0} to {1} here.', significant(low), significant(high));
}

export interface Said {
  readonly headline: string;
  readonly why: string;
}

export function saidOf(state: State): Said | undefined {
  const { surface, points, description } = state;
  if (!surface || !description) return undefined;
  const ends = shownRuns(state)
    .toSorted((a, b) => a.chip.key - b.chip.key)
    .map(({ chip, run }) => ({ name: chip.name, end: ending(run, points) }));
  const height = surface.scale === 'log' ? [t('Height is logarithmic')] : [];
  return { headline: headlineOf(state, description), why: sentences(...[...endWords(ends), ...height].map((words) => t('{0}.', words))) };
}

function headlineOf({ points, search }: State, { n }: LossDescription): string {
  if (n > 2) return t('A cut through {0} parameters', n);
  const found = [...countWords(points), ...continuaWords(search?.continua ?? [])];
  if (found.length > 0) return listed(found);
  return search ? t('No critical point in view') : t('Looking for critical points');
}

/** For those who can't see the picture. */
export function pictureName(state: State): string {
  const { description, settings, surface } = state;
  const over = [...new Set(settings.plane)].map((i) => description?.coordinates[i] ?? '').join(t(' and '));
  const { name } = description?.summary ?? {};
  const said = saidOf(state);
  return sentences(
    name === undefined ? t('Surface of the loss.') : t('Surface of {0} over {1}.', name, over),
    ...(said ? [t('{0}.', said.headline), said.why] : []),
    surface ? rangeWords(surface.values) : '',
    t('Arrow keys turn it, plus and minus zoom, 0 resets.'),
  );
}
