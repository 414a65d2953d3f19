import { OP } from '../ops';
import type { Graph } from './graph';
import { SAFE } from './regions';
import type { Masks } from './reverse';

/** Known to be reached, whatever the values. */
export const CERTAIN = 'certain';
/** Whether an adjoint reaches a node: for certain, or where the value of a node is not 0. */
export type Reached = typeof CERTAIN | number;

/** What these pass on is the adjoint or 0, never a product with it. */
const PASSING: ReadonlySet<number> = new Set([OP.add, OP.sub, OP.neg, OP.select, OP.max, OP.min]);

/**
 * Tracks through a reverse sweep over a part of a trace which nodes an adjoint reaches, as conditions in the graph: the operand
 * that a selection, a maximum or a minimum did not take is not reached from there. Where a node is not reached, what it would
 * pass on is masked if it was computed with an operation that can yield infinite values or slopes.
 */
export class Reach implements Masks {
  /** By node; absent while nothing has reached it. */
  private readonly reached: Map<number, Reached>;
  /** 1 for the nodes computed with such an operation. */
  private readonly delicate: Uint8Array;

  /**
   * @param outputs which of the outputs are reached from outside the part
   * @param delicateInputs the input slots whose values were computed with such an operation
   */
  constructor(
    private readonly graph: Graph,
    outputs: ReadonlyMap<number, Reached>,
    delicateInputs: ReadonlySet<number>,
  ) {
    this.reached = new Map(outputs);
    this.delicate = new Uint8Array(graph.length);
    for (let node = 0; node < graph.length; node++) {
      const arity = graph.arity(node);
      const [x, y, z] = [graph.a[node], graph.b[node], graph.c[node]];
      if (graph.op[node] === OP.input) this.delicate[node] = delicateInputs.has(x) ? 1 : 0;
      else if (arity > 0 && !SAFE.has(graph.op[node])) this.delicate[node] = 1;
      else
        this.delicate[node] = (arity > 0 ? this.delicate[x] : 0) | (arity > 1 ? this.delicate[y] : 0) | (arity > 2 ? this.delicate[z] : 0);
    }
  }

  leaving(from: number, to: number, contribution: number): number {
    const { graph } = this;
    const here = this.of(from);
    const there = this.through(from, to, here);
    const before = this.reached.get(to);
    this.reached.set(to, before === undefined ? there : this.either(before, there));
    const harmless = here === CERTAIN || this.delicate[from] === 0 || PASSING.has(graph.op[from]);
    return harmless ? contribution : graph.select(here, contribution, graph.constant(0));
  }

  /** A node that is not 0 where the given one is reached. */
  condition(node: number): number {
    const reached = this.of(node);
    return reached === CERTAIN ? this.graph.constant(1) : reached;
  }

  private of(node: number): Reached {
    return this.reached.get(node) ?? this.graph.constant(0);
  }

  private through(from: number, to: number, here: Reached): Reached {
    const taken = this.taken(from, to);
    if (taken === undefined) return here;
    return here === CERTAIN ? taken : this.graph.binary('and', here, taken);
  }

  /** When the operand is the one that a choice takes; undefined if the operation takes all its operands. */
  private taken(from: number, to: number): number | undefined {
    const { graph } = this;
    const [x, y] = graph.operands(from);
    switch (graph.op[from]) {
      case OP.select:
        return to === y ? x : graph.unary('not', x);
      case OP.max:
        return to === x ? graph.unary('not', graph.binary('less', x, y)) : graph.binary('lessEqual', x, y);
      case OP.min:
        return to === x ? graph.unary('not', graph.binary('less', y, x)) : graph.binary('lessEqual', y, x);
      default:
        return undefined;
    }
  }

  private either(p: Reached, q: Reached): Reached {
    return p === CERTAIN || q === CERTAIN ? CERTAIN : this.graph.binary('or', p, q);
  }
}
