import type { SourceRange } from '../engine/objective';
import { t } from '../l10n/t';

/** `x -2..2` of a `@domain` tag: the interval for a parameter, for all components below it, or for every one when nameless. */
export interface DomainEntry {
  readonly name: string | undefined;
  readonly interval: readonly [low: number, high: number];
  readonly range: SourceRange;
}

interface ParsedDomain {
  readonly entries: readonly DomainEntry[];
  readonly error: { readonly message: string; readonly start: number; readonly end: number } | undefined;
}

const number = String.raw`[-+]?(?:\d+\.(?!\.)\d*|\.?\d+)(?:[eE][-+]?\d+)?`;
const entry = new RegExp(`^(?:(\\S+)\\s+)?(${number})\\s*\\.\\.\\s*(${number})`);

/** Parses `x -2..2, y -1..3`. Offsets of the error are into `text`. */
export function parseDomain(text: string, place: (start: number, end: number) => SourceRange): ParsedDomain {
  const entries: DomainEntry[] = [];
  for (const part of text.matchAll(/[^,]+/g)) {
    const start = part.index + (part[0].length - part[0].trimStart().length);
    const end = start + part[0].trim().length;
    const match = entry.exec(part[0].trim());
    if (!match) return { entries, error: { message: t('takes intervals such as x -2..2, y -1..3'), start, end } };
    const interval = [Number(match[2]), Number(match[3])] as const;
    if (!(interval[0] < interval[1])) return { entries, error: { message: t('needs the lower end of an interval first'), start, end } };
    entries.push({ name: match[1], interval, range: place(start, end) });
  }
  if (entries.length === 0)
    return { entries, error: { message: t('takes intervals such as x -2..2, y -1..3'), start: 0, end: text.length } };
  return { entries, error: undefined };
}

/** One interval per coordinate; later entries win. Also gives the entries that name no coordinate. */
export function domainOf(
  entries: readonly DomainEntry[],
  coordinates: readonly string[],
): { domain: (readonly [number, number] | undefined)[]; unmatched: DomainEntry[] } {
  const domain: (readonly [number, number] | undefined)[] = coordinates.map(() => undefined);
  const unmatched = entries.filter(({ name, interval }) => {
    const matches = coordinates.flatMap((coordinate, i) => (name === undefined || covers(name, coordinate) ? [i] : []));
    for (const i of matches) domain[i] = interval;
    return matches.length === 0;
  });
  return { domain, unmatched };
}

/** `w` covers `w`, `w[0]` and `w.b`. */
export function covers(name: string, coordinate: string): boolean {
  return coordinate === name || (coordinate.startsWith(name) && /^[.[]/.test(coordinate.slice(name.length)));
}
