/**
 * An n × n matrix, row-major, that is filled time and again. To clear all of it would take longer than to fill a sparse one, so it
 * remembers where something may have been written.
 */
export class HessianMatrix {
  readonly entries: Float64Array;
  /** Indices of all entries that may not be 0; undefined where any may not. */
  private written: Int32Array | undefined = new Int32Array(0);

  constructor(readonly n: number) {
    this.entries = new Float64Array(n * n);
  }

  /**
   * All entries, each of them 0.
   *
   * @param pattern the only ones that will be written to; undefined for any
   */
  cleared(pattern: Int32Array | undefined): Float64Array {
    const { entries, written } = this;
    if (written === undefined) entries.fill(0);
    else clear(entries, written);
    this.written = pattern;
    return entries;
  }

  /** All entries as they are, each of them to be overwritten. */
  overwritten(): Float64Array {
    this.written = undefined;
    return this.entries;
  }
}

/** Four at a time: engines spend longer on the turns of such a loop than on its stores. */
function clear(entries: Float64Array, at: Int32Array): void {
  const whole = at.length & ~3;
  for (let k = 0; k < whole; k += 4) entries[at[k]] = entries[at[k + 1]] = entries[at[k + 2]] = entries[at[k + 3]] = 0;
  for (let k = whole; k < at.length; k++) entries[at[k]] = 0;
}
