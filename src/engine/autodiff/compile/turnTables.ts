import type { Branching, Step } from '../grouping/blocks';
import type { Body } from '../grouping/bodies';

/**
 * What a branching loop reads in memory beside the values: for each turn a byte, which variant it is, and a record, how far on
 * in bytes its entries are. Records of a variant have an entry for the turn itself and one for each list of operands.
 */
export class TurnTables {
  readonly turns: number;
  /** Addresses of the bytes, of the records, and of the end of both. */
  readonly order: number;
  readonly records: number;
  readonly end: number;
  /** By variant. */
  private readonly lists: readonly (readonly Int32Array[])[];

  constructor(
    private readonly part: Branching,
    bodies: readonly Body[],
    at: number,
  ) {
    this.turns = part.order.length;
    this.lists = bodies.map(({ slots }) => [...new Set(slots.flatMap(({ step }) => (typeof step === 'object' ? [step] : [])))]);
    this.order = at;
    this.records = (at + this.turns + 3) & ~3;
    this.end = this.records + part.order.reduce((sum, variant) => sum + this.size(variant), 0);
  }

  /** Bytes of a record. */
  size(variant: number): number {
    return 4 * (1 + this.lists[variant].length);
  }

  /** Where in a record of the variant a step is, which is of the turn or listed. */
  offset(variant: number, step: Step): number {
    return typeof step === 'object' ? 4 * (1 + this.lists[variant].indexOf(step)) : 0;
  }

  fill(memory: ArrayBuffer): void {
    const { order, variants } = this.part;
    new Uint8Array(memory).set(order, this.order);
    const words = new Int32Array(memory, this.records, (this.end - this.records) / 4);
    const met = new Int32Array(variants.length);
    let next = 0;
    for (const variant of order) {
      const { starts } = variants[variant];
      const turn = met[variant]++;
      words[next++] = 8 * (starts[turn] - starts[0]);
      for (const list of this.lists[variant]) words[next++] = 8 * list[turn];
    }
  }
}
