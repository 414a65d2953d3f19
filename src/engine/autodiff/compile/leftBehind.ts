import { liveOrder } from '../graph/graph';
import { dependents } from '../graph/reverse';
import type { Body } from '../grouping/bodies';
import type { Place, TurnProgram } from './turnProgram';
import type { TurnSlots } from './turnSlots';

/** A sweep of the second stage: what it writes, and nodes along a direction that it finds in memory. */
export interface SecondSweep {
  readonly writes: TurnProgram['writes'];
  readonly known: ReadonlyMap<number, Place>;
}

/**
 * What the second stage of a product of the Hessian reads of the first one, which is the same for all directions: by node the place
 * where it is left. Undefined if there is no room for it.
 *
 * @param values where a forward sweep can leave values; all else goes to the scratch region
 * @param isQuick whether a node is sooner made again than read
 */
export function leftBehind(
  body: Body,
  slots: TurnSlots,
  sweeps: readonly SecondSweep[],
  values: ReadonlyMap<number, Place>,
  isQuick: (node: number) => boolean,
): ReadonlyMap<number, Place> | undefined {
  const fixed = fixedNodes(body, slots, isQuick);
  const read = new Set(sweeps.flatMap((sweep) => readBy(body, sweep, fixed)));
  const others = [...read].filter((node) => !values.has(node));
  if (others.length > body.block.length) return undefined;
  const places = new Map(others.map((node, k) => [node, slots.own('scratch', k)]));
  return new Map([...[...values].filter(([node]) => read.has(node)), ...places]);
}

/** Adjoints that arrive, and computed nodes that depend on no direction. */
function fixedNodes({ graph, slots: { length } }: Body, slots: TurnSlots, isQuick: (node: number) => boolean): ReadonlySet<number> {
  const fixed = new Set(slots.seeds(['adjoint', 'reached']));
  const directions = [...Array.from({ length }, (_, s) => slots.tangent(s)), ...slots.seeds(['adjointTangent'])];
  const moves = dependents(graph, directions, graph.length - 1);
  for (let node = 0; node < graph.length; node++) if (moves[node] === 0 && graph.arity(node) > 0 && !isQuick(node)) fixed.add(node);
  return fixed;
}

function readBy({ graph }: Body, { writes, known }: SecondSweep, fixed: ReadonlySet<number>): number[] {
  const atHand = new Map<number, unknown>([...known, ...[...fixed].map((node) => [node, true] as const)]);
  const roots = writes.map(({ node }) => node);
  return liveOrder(graph, roots, atHand).filter((node) => fixed.has(node));
}
