import type { Graph } from '../graph/graph';
import { liveOrder } from '../graph/graph';
import { expanded } from '../graph/linear';
import { dependents } from '../graph/reverse';
import type { Body } from '../grouping/bodies';
import type { Handover } from '../grouping/handovers';
import { TRUTH } from '../ops';
import type { Place, TurnProgram } from './turnProgram';
import type { TurnSlots } from './turnSlots';

/** Shorter loops are not worth two. */
const MIN_TURNS = 16;

/** What flows to slots, as the sum of two parts. */
export interface Flow {
  readonly early: readonly number[];
  readonly late: readonly number[];
}

/**
 * Splits the reverse sweep of a loop over time in two (loop distribution): what no turn waits for another with, which can be done
 * for several turns at a time, and the rest. Adjoints are linear in those that are handed over: all but a product and a sum for
 * each of these can be done before they arrive. What is regrouped so is the same up to rounding, unless something is not finite.
 */
export class Distribution {
  /** Outputs whose adjoint each turn hands on as it is, by their place in the list. */
  private readonly steady: readonly number[];

  /**
   * @param handovers of the loop; none if its turns branch
   * @param contributions to the active slots
   */
  constructor(
    private readonly body: Body,
    private readonly slots: TurnSlots,
    private readonly handovers: readonly Handover[],
    private readonly contributions: readonly number[],
  ) {
    const active = body.slots.filter((slot) => slot.active);
    this.steady = [...body.outputs.keys()].filter((k) => {
      const handover = handovers.find(({ left }) => left[0] === body.block.starts[0] + body.outputs[k]);
      const identity = active.find((_, s) => contributions[s] === slots.seed(k, 'adjoint'));
      return identity !== undefined && handover?.sole === true && handover.taken[0] === identity;
    });
  }

  get isPossible(): boolean {
    return this.handovers.length > 0 && this.body.block.starts.length >= MIN_TURNS;
  }

  /** The contributions: what depends on steady adjoints alone, and the rest. */
  flow(): Flow {
    const { graph, outputs } = this.body;
    const variables = (steady: boolean) =>
      [...outputs.keys()].filter((k) => this.steady.includes(k) === steady).map((k) => this.slots.seed(k, 'adjoint'));
    return { early: expanded(graph, this.contributions, variables(true)), late: expanded(graph, this.contributions, variables(false)) };
  }

  /**
   * Stores of what the late part needs and the early one can compute; undefined if there is no room for all.
   *
   * @param at where nodes are at hand
   */
  prepared(late: TurnProgram['writes'], at: ReadonlyMap<number, Place>): TurnProgram['writes'] | undefined {
    const { graph, block } = this.body;
    const roots = late.map(({ node }) => node);
    const nodes = this.free(graph, roots, liveOrder(graph, roots, at)).filter((node) => !at.has(node) && !TRUTH.has(graph.op[node]));
    if (nodes.length > block.length) return undefined;
    const column = (k: number): Place => ({ region: 'scratch', operand: block.starts[0] + k * block.starts.length, step: 1 });
    return nodes.map((node, k) => ({ node, place: column(k), how: 'store' }));
  }

  /** Computed nodes that do not wait for an adjoint, but are roots or needed by those that do. */
  private free(graph: Graph, roots: readonly number[], order: readonly number[]): number[] {
    const steady = new Set(this.steady.flatMap((k) => [this.slots.seed(k, 'adjoint'), this.slots.seed(k, 'adjointTangent')]));
    const waited = this.slots.seeds().filter((seed) => !steady.has(seed));
    const waits = dependents(graph, waited, graph.length - 1);
    const needed = new Set(roots);
    for (const node of order) if (waits[node] === 1) for (const operand of graph.operands(node)) needed.add(operand);
    return order.filter((node) => needed.has(node) && waits[node] === 0 && graph.arity(node) > 0);
  }
}
