/** Numbers as they are typed into fields. */

/** A whole number within bounds. */
export function parseWhole(text: string, least: number, most: number): number | 'invalid' {
  const value = Number(text);
  return text.trim() !== '' && Number.isInteger(value) && value >= least && value <= most ? value : 'invalid';
}

/** The same, or `undefined` when emptied. */
export function parseWholeOrNone(text: string, least: number, most: number): number | undefined | 'invalid' {
  return text.trim() === '' ? undefined : parseWhole(text, least, most);
}

/** A share between 0 and 1, also as `20 %`; `undefined` when emptied. */
export function parseShare(text: string): number | undefined | 'invalid' {
  if (text.trim() === '') return undefined;
  const share = text.trim().endsWith('%') ? Number(text.replace('%', '')) / 100 : Number(text);
  return share > 0 && share < 1 ? share : 'invalid';
}

/** Zero or a positive number; `undefined` when emptied. */
export function parseAtLeastZero(text: string): number | undefined | 'invalid' {
  return Number(text) === 0 && text.trim() !== '' ? 0 : parseLimit(text);
}

/** A positive number; `undefined`, "no limit", when emptied. */
export function parseLimit(text: string): number | undefined | 'invalid' {
  if (text.trim() === '') return undefined;
  const value = Number(text);
  return value > 0 && Number.isFinite(value) ? value : 'invalid';
}
