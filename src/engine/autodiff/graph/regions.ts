import { OP } from '../ops';
import type { Graph } from './graph';
import type { Masks } from './reverse';

/** A part of a graph that matters only where a choice went one way. */
interface Region {
  readonly parent: number;
  readonly depth: number;
  /** 1 where the choice goes this way. */
  readonly mask: () => number;
  /** Holds an operation whose slope can be infinite or overflow, so that 0 times it may be NaN. */
  unsafe: boolean;
}

/** Operations whose slopes are finite wherever their operands are moderate: a zero adjoint stays zero through them. */
export const SAFE: ReadonlySet<number> = new Set([
  ...[OP.add, OP.sub, OP.mul, OP.neg, OP.abs, OP.max, OP.min, OP.select, OP.sin, OP.cos, OP.tanh, OP.atan, OP.sign],
  ...[OP.less, OP.lessEqual, OP.equal, OP.and, OP.or, OP.not, OP.floor, OP.ceil, OP.round, OP.trunc],
]);

/**
 * Which nodes serve only one operand of a selection, a maximum or a minimum. Where the choice goes the other way their
 * adjoints are zero, and what they would pass on (perhaps 0·∞) must not leave the region: it is masked at its border.
 */
export class Regions implements Masks {
  private readonly regions: Region[] = [];
  /** Region by node; −1 is the whole graph, −2 not reached. */
  private readonly of: Int32Array;

  /**
   * @param outside nodes that matter by themselves, whatever they are used for
   * @param top the last node that matters
   */
  constructor(
    private readonly graph: Graph,
    outside: readonly number[],
    top: number,
  ) {
    this.of = new Int32Array(top + 1).fill(-2);
    for (const node of outside) this.of[node] = -1;
    for (let node = top; node >= 0; node--) if (this.of[node] !== -2) this.assignOperands(node);
    for (let node = top; node >= 0; node--) this.markUnsafe(node);
  }

  /** `contribution`, on its way from a node to one of its operands, masked where it leaves regions. */
  leaving(from: number, to: number, contribution: number): number {
    const { graph } = this;
    let result = contribution;
    for (let region = this.of[from]; region >= 0 && region !== this.of[to]; region = this.regions[region].parent) {
      const { mask, unsafe } = this.regions[region];
      if (unsafe) result = graph.select(mask(), result, graph.constant(0));
    }
    return result;
  }

  private assignOperands(node: number): void {
    const { graph } = this;
    const region = this.of[node];
    const [x, y, z] = graph.operands(node);
    if (graph.op[node] === OP.select) {
      this.join(x, region);
      this.join(
        y,
        this.open(region, () => x),
      );
      this.join(
        z,
        this.open(region, () => graph.unary('not', x)),
      );
    } else if (graph.op[node] === OP.max || graph.op[node] === OP.min) {
      const [less, more] = graph.op[node] === OP.max ? [x, y] : [y, x];
      this.join(
        x,
        this.open(region, () => graph.unary('not', graph.binary('less', less, more))),
      );
      this.join(
        y,
        this.open(region, () => graph.binary('lessEqual', less, more)),
      );
    } else for (const operand of graph.operands(node)) this.join(operand, region);
  }

  private open(parent: number, mask: () => number): number {
    const depth = parent < 0 ? 1 : this.regions[parent].depth + 1;
    return this.regions.push({ parent, depth, mask, unsafe: false }) - 1;
  }

  /** The node serves `region` too: it belongs to the smallest region around all that it serves. */
  private join(node: number, region: number): void {
    let p = this.of[node];
    let q = region;
    if (p === -2) {
      this.of[node] = region;
      return;
    }
    while (p !== q) {
      if (this.depthOf(p) >= this.depthOf(q)) p = this.regions[p].parent;
      else q = this.regions[q].parent;
    }
    this.of[node] = p;
  }

  private depthOf(region: number): number {
    return region < 0 ? 0 : this.regions[region].depth;
  }

  private markUnsafe(node: number): void {
    if (this.of[node] < 0 || this.graph.arity(node) === 0 || SAFE.has(this.graph.op[node])) return;
    for (let region = this.of[node]; region >= 0; region = this.regions[region].parent) this.regions[region].unsafe = true;
  }
}
