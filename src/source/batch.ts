/**
 * Data as sets of examples: an array (typed ones too) of examples, or an object of arrays, one of each field belonging to an
 * example, such as `{ x: number[][], y: number[] }`. What is not an array in such an object goes with every batch.
 */

export type Rows = readonly unknown[] | TypedArray;
type TypedArray = Float64Array | Float32Array | Int32Array | Uint32Array | Int16Array | Uint16Array | Int8Array | Uint8Array;

/** How many examples there are; undefined for what can't be told apart into examples. */
export function countOf(data: unknown): number | undefined {
  if (isRows(data)) return data.length;
  if (!isRecord(data)) return undefined;
  const lengths = new Set(
    Object.values(data)
      .filter(isRows)
      .map(({ length }) => length),
  );
  const [length] = lengths;
  return lengths.size === 1 ? length : undefined;
}

/** The examples with these numbers, in that order, in the form that all of them have. */
export function rowsOf(data: unknown, rows: readonly number[]): unknown {
  if (isRows(data)) return picked(data, rows);
  if (!isRecord(data)) return data;
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, isRows(value) ? picked(value, rows) : value]));
}

function picked(all: Rows, rows: readonly number[]): Rows {
  if (Array.isArray(all)) return rows.map((row) => all[row]);
  const part = all.slice(0, rows.length) as TypedArray;
  rows.forEach((row, i) => {
    part[i] = Number(all[row]);
  });
  return part;
}

export const isRows = (value: unknown): value is Rows =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
