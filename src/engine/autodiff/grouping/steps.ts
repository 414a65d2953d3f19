import type { Trace } from '../trace';
import type { Block, Step } from './blocks';

/** Finds how what the turns of a block read moves on from turn to turn. */
export interface Steps {
  /** Of the operand, in one of the arrays of operands, that the operation at a place in the turn has. */
  of(operands: Int32Array, place: number): Step;
}

/** One turn after the other: everything moves on by as much in each. */
export class RegularSteps implements Steps {
  constructor(private readonly block: Block) {}

  of(operands: Int32Array, place: number): Step {
    const { starts, length } = this.block;
    if (starts.length === 1) return 0;
    const stride = operands[starts[1] + place] - operands[starts[0] + place];
    return stride === length ? 'turn' : stride;
  }
}

/** With turns of other variants in between. */
export class BranchingSteps implements Steps {
  /** Equal lists are one, so that they are looked up once. */
  private readonly lists: Int32Array[] = [];

  /** @param begin where the first turn of any variant begins */
  constructor(
    private readonly trace: Trace,
    private readonly block: Block,
    private readonly begin: number,
  ) {}

  of(operands: Int32Array, place: number): Step {
    const { starts } = this.block;
    const first = operands[starts[0] + place];
    if (this.isFromBefore(first) && starts.every((start) => operands[start + place] === first)) return 0;
    if (starts.every((start) => operands[start + place] - start === first - starts[0])) return 'turn';
    return this.known(starts.map((start) => operands[start + place]));
  }

  private known(list: Int32Array): Int32Array {
    const same = this.lists.find((other) => other.every((operand, turn) => operand === list[turn]));
    if (same === undefined) this.lists.push(list);
    return same ?? list;
  }

  /** Is it the same throughout the loop, and its adjoint read after the loop only? */
  private isFromBefore(operand: number): boolean {
    return operand < this.begin || operand >= this.trace.nodes;
  }
}
