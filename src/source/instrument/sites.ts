import type { SourceRange } from '../../engine/objective';

/** The instrumented places of one version of a module, numbered from `first` on. */
export class SiteBlock {
  private readonly ranges: SourceRange[] = [];

  constructor(readonly first = 1) {}

  add(range: SourceRange): number {
    return this.first + this.ranges.push(range) - 1;
  }

  get size(): number {
    return this.ranges.length;
  }

  /** The number after the last. */
  get end(): number {
    return this.first + this.size;
  }

  /** The places in the order of their numbers. */
  all(): readonly SourceRange[] {
    return this.ranges;
  }

  /** The place of a site given out by `add`. Throws a `RangeError` for other numbers. */
  get(site: number): SourceRange {
    const range = this.ranges[site - this.first];
    if (range === undefined) throw new RangeError(`There is no site ${site}.`);
    return range;
  }
}

/** What has come and gone since somebody last asked. */
export interface SiteChanges {
  readonly opened: readonly SiteBlock[];
  /** The `first` of blocks that nobody holds any more. */
  readonly gone: readonly number[];
}

/**
 * Numbers the instrumented places of all modules; site 0 means nowhere. A block is known as long as somebody holds it: its
 * module's code, and every loss that runs it. Otherwise each edit would leave the places of a whole module behind.
 */
export class SiteTable {
  /** Ascending by `first`. */
  private blocks: { readonly first: number; readonly block: WeakRef<SiteBlock> }[] = [];
  private latest = new SiteBlock();
  /** Blocks from this number on are news still. */
  private told = 1;
  private gone: number[] = [];
  private sweepAt = 64;

  /** A block that continues the numbers; it must be full before the next one is opened. */
  open(): SiteBlock {
    if (this.blocks.length >= this.sweepAt) this.sweep();
    const block = new SiteBlock(this.latest.end);
    this.latest = block;
    this.blocks.push({ first: block.first, block: new WeakRef(block) });
    return block;
  }

  /** Throws a `RangeError` for site 0, numbers never given out, and sites that are gone. */
  get(site: number): SourceRange {
    const block = this.blocks.findLast(({ first }) => first <= site)?.block.deref();
    if (!block) throw new RangeError(`There is no site ${site}.`);
    return block.get(site);
  }

  /** How many sites are known. */
  get size(): number {
    return this.blocks.reduce((sum, { block }) => sum + (block.deref()?.size ?? 0), 0);
  }

  takeChanges(): SiteChanges {
    const recent = this.blocks.filter(({ first }) => first >= this.told).flatMap(({ block }) => block.deref() ?? []);
    const { gone } = this;
    this.told = this.latest.end;
    this.gone = [];
    return { opened: recent.filter(({ size }) => size > 0), gone };
  }

  private sweep(): void {
    this.gone.push(...this.blocks.filter(({ block }) => !block.deref()).map(({ first }) => first));
    this.blocks = this.blocks.filter(({ block }) => block.deref());
    this.sweepAt = 2 * this.blocks.length + 64;
  }
}
