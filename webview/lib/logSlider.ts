/** A slider whose places 0 … 100 are a logarithmic range round a length that is chosen by itself. */

/** The slider goes from this part of the automatic length to this multiple. */
export interface LogRange {
  readonly least: number;
  readonly most: number;
}

export function placeOfLength(length: number, automatic: number, { least, most }: LogRange): number {
  const place = Math.log(length / automatic / least) / Math.log(most / least);
  return 100 * Math.max(0, Math.min(1, place));
}

export const lengthAt = (place: number, automatic: number, { least, most }: LogRange): number =>
  roundLength(automatic * least * (most / least) ** (place / 100));

/** Two digits are as much as one chooses. */
export const roundLength = (length: number): number => Number(length.toPrecision(2));
