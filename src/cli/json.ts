/** One object on one line, in full double precision; vectors as arrays; NaN and ±∞, which JSON lacks, as null. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_, entry: unknown) =>
    ArrayBuffer.isView(entry) && !(entry instanceof DataView) ? Array.from(entry as Float64Array) : entry,
  );
}

/** Rows of a row-major matrix. */
export function rows(matrix: Float64Array, columns: number): Float64Array[] {
  if (columns === 0) return [];
  return Array.from({ length: matrix.length / columns }, (_, k) => matrix.subarray(k * columns, (k + 1) * columns));
}
