import { UsageError } from './errors';

/**
 * Edits between two words, a swap of neighbours counting as one: the optimal string alignment distance
 * (Damerau 1964), row by row.
 */
export function editDistance(a: string, b: string): number {
  let [before, above]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const differs = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + differs);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    [before, above] = [above, row];
  }
  return above[b.length];
}

/** The known word that was probably meant: near in letters (about one edit in three), or begun the same way. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  const ranked = known
    .map((candidate) => ({ candidate, distance: editDistance(lower, candidate.toLowerCase()) }))
    .sort((p, q) => p.distance - q.distance);
  const [best] = ranked;
  if (best && best.distance <= Math.max(1, Math.floor(word.length / 3))) return best.candidate;
  return lower.length > 1 ? known.find((candidate) => candidate.toLowerCase().startsWith(lower)) : undefined;
}

/** `There is no optimizer "adan".` with the nearest name, or all of them, as the hint. */
export function unknownName(what: string, word: string, known: readonly string[]): UsageError {
  const meant = nearest(word, known);
  const choice = known.length > 0 ? `There is ${known.join(', ')}.` : `There is no ${what} yet.`;
  return new UsageError(`There is no ${what} "${word}".`, meant === undefined ? choice : `Did you mean ${meant}?`);
}
