/** Which coordinates can be typed into, and how they are written. */

/** Fields at most; with more coordinates one filters. */
export const mostFields = 8;

/** Indices of the coordinates that get a field: the first whose names contain every word that is sought. */
export function chosenCoordinates(coordinates: readonly string[], sought: string): { shown: readonly number[]; more: number } {
  const words = sought.toLowerCase().split(/\s+/).filter(Boolean);
  const all = coordinates.length > mostFields ? words : [];
  const found = Array.from(coordinates.keys()).filter((i) => all.every((word) => coordinates[i].toLowerCase().includes(word)));
  return { shown: found.slice(0, mostFields), more: Math.max(0, found.length - mostFields) };
}

/** Six digits, which is as much as a field holds; what is not touched keeps all of them. */
export const coordinateText = (value: number): string => String(Number(value.toPrecision(6))).replace('-', '\u2212');
