import { type Graph, liveOrder } from '../graph/graph';
import { ARITY, type BinaryOp, OP, OPS, type UnaryOp } from '../ops';
import type { Kernel } from './kernels';

/**
 * Writes a kernel's operations into another graph; yields where each of its nodes is there.
 * @param inputs the nodes to take for its slots
 * @param constant the node to take for a number; exponents stay what they are, since rules depend on them
 */
export function copied(
  { graph: from, output, guards, kink }: Kernel,
  to: Graph,
  inputs: readonly number[],
  constant = (value: number): number => to.constant(value),
): (node: number) => number {
  const roots = [output, kink, ...guards.map(({ node }) => node)].filter((node) => node !== undefined);
  const places = new Map<number, number>();
  const at = (node: number): number => places.get(node) ?? constant(from.valueOf(node) ?? Number.NaN);
  const exponent = (node: number): number => places.get(node) ?? to.constant(from.valueOf(node) ?? Number.NaN);
  for (const node of liveOrder(from, roots)) {
    if (from.valueOf(node) !== undefined) continue;
    const code = from.op[node];
    const operands = from.operands(node).map((operand, k) => (code === OP.pow && k === 1 ? exponent(operand) : at(operand)));
    places.set(node, code === OP.input ? inputs[from.a[node]] : operation(to, code, operands));
  }
  return at;
}

function operation(to: Graph, code: number, [x, y, z]: readonly number[]): number {
  if (ARITY[code] === 1) return to.unary(OPS[code] as UnaryOp, x);
  return ARITY[code] === 2 ? to.binary(OPS[code] as BinaryOp, x, y) : to.select(x, y, z);
}
