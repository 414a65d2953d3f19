import { clear } from './clear';

/** What is written into a matrix each time that it is filled in one way, as indices of entries; undefined for any entries. */
export interface Filling {
  /** Entries that may not be 0 afterwards. */
  readonly touched: Int32Array | undefined;
  /** Those among them that must be 0 before: the others are written whatever they hold. */
  readonly added: Int32Array | undefined;
}

const ANY: Filling = { touched: undefined, added: undefined };

/**
 * An n × n matrix, row-major, that is filled time and again, mostly in the same way. To clear all of it would take longer than to fill a
 * sparse one, so it remembers how it was filled last.
 */
export class HessianMatrix {
  readonly entries: Float64Array;
  /** Undefined where all entries are 0. */
  private last: Filling | undefined;

  constructor(readonly n: number) {
    this.entries = new Float64Array(n * n);
  }

  /** All entries, ready to be filled in this way: 0 wherever that does not write regardless. */
  readyFor(filling: Filling): Float64Array {
    const { entries, last } = this;
    if (last !== undefined) clear(entries, last === filling ? filling.added : last.touched);
    this.last = filling;
    return entries;
  }

  /** All entries as they are, each of them to be overwritten. */
  overwritten(): Float64Array {
    this.last = ANY;
    return this.entries;
  }
}
