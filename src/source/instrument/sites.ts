import type { SourceRange } from '../../engine/objective';

/** Numbers every instrumented place of a program; one table over all its modules. Site 0 means nowhere. */
export class SiteTable {
  private readonly ranges: SourceRange[] = [];

  add(range: SourceRange): number {
    return this.ranges.push(range);
  }

  /** The place of a site given out by `add`. Throws for site 0 and for numbers never given out. */
  get(site: number): SourceRange {
    const range = this.ranges[site - 1];
    if (range === undefined) throw new RangeError(`There is no site ${site}.`);
    return range;
  }

  get size(): number {
    return this.ranges.length;
  }
}
