/** One object on one line, in full double precision; vectors as arrays; NaN and ±∞, which JSON lacks, as null. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_, entry: unknown) =>
    ArrayBuffer.isView(entry) && !(entry instanceof DataView) ? Array.from(entry as Float64Array) : entry,
  );
}
