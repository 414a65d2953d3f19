import { type Graph, liveOrder } from '../graph/graph';
import { ARITY, type BinaryOp, OP, OPS, type UnaryOp } from '../ops';
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

/** Writes a kernel's operations into another graph; yields where each of its nodes is there. */
function copied({ graph: from, output, guards, kink }: Kernel, to: Graph, inputs: readonly number[]): (node: number) => number {
  const roots = [output, kink, ...guards.map(({ node }) => node)].filter((node) => node !== undefined);
  const places = new Map<number, number>();
  const at = (node: number): number => places.get(node) ?? to.constant(from.valueOf(node) ?? Number.NaN);
  for (const node of liveOrder(from, roots)) {
    if (from.valueOf(node) !== undefined) continue;
    places.set(node, from.op[node] === OP.input ? inputs[from.a[node]] : operation(from, node, to, at));
  }
  return at;
}

function operation(from: Graph, node: number, to: Graph, at: (node: number) => number): number {
  const code = from.op[node];
  const [x, y, z] = from.operands(node).map(at);
  if (ARITY[code] === 1) return to.unary(OPS[code] as UnaryOp, x);
  return ARITY[code] === 2 ? to.binary(OPS[code] as BinaryOp, x, y) : to.select(x, y, z);
}
