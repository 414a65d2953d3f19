/** Three significant digits, as code writes numbers: `0.00133`, `2510`, `1e-7`. */
export const shown = (value: number): string => String(Number(value.toPrecision(3)));

const mostCoordinates = 3;

/** `(1, 1)`; with many coordinates the first few. */
export function point(at: Float64Array): string {
  const rest = at.length > mostCoordinates ? ', …' : '';
  return `(${Array.from(at.subarray(0, mostCoordinates), shown).join(', ')}${rest})`;
}
