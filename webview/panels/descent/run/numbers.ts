/** Numbers as they are typed into the run's fields. */

/** A whole number within bounds. */
export function parseWhole(text: string, least: number, most: number): number | 'invalid' {
  const value = Number(text);
  return text.trim() !== '' && Number.isInteger(value) && value >= least && value <= most ? value : 'invalid';
}

/** A positive number; `undefined`, "no limit", when emptied. */
export function parseLimit(text: string): number | undefined | 'invalid' {
  if (text.trim() === '') return undefined;
  const value = Number(text);
  return value > 0 && Number.isFinite(value) ? value : 'invalid';
}
