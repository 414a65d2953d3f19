/** What host and panels say of critical points alike: where they are looked for, how they are called, how many there are. */
import type { CriticalPoints, LossDescription, PointKind } from './model';

/** Up to so many parameters critical points are looked for by themselves: they are then found and proven at once. */
export const searchedDimensions = 2;

/** The box in which critical points are looked for: the domain; without one, twice 1 + |start|∞ round the start. */
export function searchBox({ domain, start }: Pick<LossDescription, 'domain' | 'start'>): readonly (readonly [number, number])[] {
  const half = 2 * (1 + Math.max(...start.map(Math.abs)));
  return Array.from(start, (middle, i) => domain[i] ?? [middle - half, middle + half]);
}

const plurals: Readonly<Record<PointKind, string>> = {
  minimum: 'minima',
  saddle: 'saddles',
  maximum: 'maxima',
  degenerate: 'degenerate points',
};
const singulars: Readonly<Record<PointKind, string>> = {
  minimum: 'minimum',
  saddle: 'saddle',
  maximum: 'maximum',
  degenerate: 'degenerate point',
};
const kinds: readonly PointKind[] = ['minimum', 'saddle', 'maximum', 'degenerate'];

/** `4 minima, 4 saddles`, `1 minimum`, `1 curve of minima`, `no critical points`. */
export function countWords({ counts, continua }: Pick<CriticalPoints, 'counts' | 'continua'>): string {
  const isolated = kinds.flatMap((kind) => counted(counts[kind], singulars[kind], plurals[kind]));
  const connected = kinds.flatMap((kind) => {
    const alike = continua.filter((continuum) => continuum.kind === kind);
    const curves = alike.filter(({ dimension }) => dimension === 1).length;
    const of = plurals[kind];
    return [
      ...counted(curves, `curve of ${of}`, `curves of ${of}`),
      ...counted(alike.length - curves, `flat region of ${of}`, `flat regions of ${of}`),
    ];
  });
  return [...isolated, ...connected].join(', ') || 'no critical points';
}

const counted = (count: number, one: string, many: string): string[] => (count === 0 ? [] : [`${count} ${count === 1 ? one : many}`]);
