/** Rows of a row-major matrix. */
export function rows(matrix: Float64Array, columns: number): Float64Array[] {
  if (columns === 0) return [];
  return Array.from({ length: matrix.length / columns }, (_, k) => matrix.subarray(k * columns, (k + 1) * columns));
}
