/** The picture in words. */
import { significant } from '../../../src/protocol/format';
import type { CriticalPoints, LossDescription, PointKind } from '../../../src/protocol/model';
import { continuumName, type NamedPoint } from '../../lib/points';
import { extent } from '../../lib/rows';
import { shownRuns } from '../descent/state';
import { ending } from '../descent/verdict';
import type { State } from './state';

const kinds: Readonly<Record<PointKind, readonly [one: string, many: string]>> = {
  minimum: ['minimum', 'minima'],
  saddle: ['saddle', 'saddles'],
  maximum: ['maximum', 'maxima'],
  degenerate: ['degenerate point', 'degenerate points'],
};

/** `4 minima`, `4 saddles`, `1 maximum`. */
export function countWords(points: readonly Pick<NamedPoint, 'kind'>[]): readonly string[] {
  return Object.entries(kinds)
    .map(([kind, [one, many]]) => ({ count: points.filter((point) => point.kind === kind).length, one, many }))
    .filter(({ count }) => count > 0)
    .map(({ count, one, many }) => `${count} ${count === 1 ? one : many}`);
}

/** `2 curves of minima` */
export function continuaWords(continua: CriticalPoints['continua']): readonly string[] {
  const names = continua.map((continuum) => continuumName(continuum));
  return [...new Set(names)].flatMap((name) => {
    const [first, ...others] = continua.filter((_, i) => names[i] === name);
    return first ? [`${others.length === 0 ? '1 ' : ''}${continuumName(first, 1 + others.length)}`] : [];
  });
}

/** `a, b and c` */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** How each path ends, those that end alike together: `Momentum and Adam → m₁`. */
export function endWords(ends: readonly { readonly name: string; readonly end: string }[]): readonly string[] {
  return [...new Set(ends.map(({ end }) => end))].map(
    (end) => `${listed(ends.filter((other) => other.end === end).map(({ name }) => name))} ${end}`,
  );
}

export function rangeWords(values: Float64Array): string {
  const [low, high] = extent(values) ?? [Number.NaN, Number.NaN];
  return `L goes from ${significant(low)} to ${significant(high)} here.`;
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
  const height = surface.scale === 'log' ? ['Height is logarithmic'] : [];
  return { headline: headlineOf(state, description), why: [...endWords(ends), ...height].map((words) => `${words}.`).join(' ') };
}

function headlineOf({ points, search }: State, { n }: LossDescription): string {
  if (n > 2) return `A cut through ${n} parameters`;
  const found = [...countWords(points), ...continuaWords(search?.continua ?? [])];
  if (found.length > 0) return found.join(', ');
  return search ? 'No critical point in view' : 'Looking for critical points';
}

/** For those who can't see the picture. */
export function pictureName(state: State): string {
  const { description, settings, surface } = state;
  const over = [...new Set(settings.plane)].map((i) => description?.coordinates[i] ?? '').join(' and ');
  const said = saidOf(state);
  const keys = 'Arrow keys turn it, plus and minus zoom, 0 resets.';
  return `Surface of ${description?.summary.name ?? 'the loss'} over ${over}. ${said ? `${said.headline}. ${said.why} ` : ''}${surface ? `${rangeWords(surface.values)} ` : ''}${keys}`;
}
