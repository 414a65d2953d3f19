import type { Graph } from '../graph/graph';
import type { BinaryOp } from '../ops';
import { copied } from './copy';
import type { Kernel, Slot } from './kernels';

/**
 * Joins kernels with the same number of instances into one: one loop instead of several, and what they have in common, such
 * as the parameters they read, is had once. Instance i of the whole is instance i of each part.
 */
export function fuse(kernels: readonly Kernel[]): Kernel[] {
  const byCount = new Map<number, Kernel[]>();
  for (const kernel of kernels) byCount.set(kernel.count, [...(byCount.get(kernel.count) ?? []), kernel]);
  return [...byCount.values()].map(([first, ...rest]) => rest.reduce(joined, first));
}

function joined(kernel: Kernel, part: Kernel): Kernel {
  const { graph } = kernel;
  const slots: Slot[] = [...kernel.slots];
  const inputs = part.slots.map((slot) => graph.input(slotLike(slots, slot)));
  const at = copied(part, graph, inputs);
  const output = joinedNode(graph, 'add', kernel.output, part.output === undefined ? undefined : at(part.output));
  const kink = joinedNode(graph, 'or', kernel.kink, part.kink === undefined ? undefined : at(part.kink));
  const guards = part.guards.map(({ node, expected }) => ({ node: at(node), expected }));
  return { count: kernel.count, graph, slots, output, kink, guards: [...kernel.guards, ...guards] };
}

function joinedNode(graph: Graph, op: BinaryOp, x: number | undefined, y: number | undefined): number | undefined {
  return x === undefined || y === undefined ? (x ?? y) : graph.binary(op, x, y);
}

/** The slot that holds the same in every instance, added if there is none. */
function slotLike(slots: Slot[], wanted: Slot): number {
  const known = slots.findIndex((slot) => isSame(slot, wanted));
  return known >= 0 ? known : slots.push(wanted) - 1;
}

function isSame(p: Slot, q: Slot): boolean {
  if (p.kind === 'constant' || q.kind === 'constant')
    return p.kind === 'constant' && q.kind === 'constant' && p.values.every((value, i) => Object.is(value, q.values[i]));
  return p.kind === q.kind && p.invariant === q.invariant && p.index.every((place, i) => place === q.index[i]);
}
