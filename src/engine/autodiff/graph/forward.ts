import { ARITY, type BinaryOp, OP, OPS, type UnaryOp } from '../ops';
import { BINARY_RULES, UNARY_RULES } from '../rules';
import { type Graph, liveOrder } from './graph';

/** Adds to the graph the derivative of each target along the seeds: a map from nodes to their tangents. */
export function forward(graph: Graph, targets: readonly number[], seeds: ReadonlyMap<number, number>): number[] {
  const tangents = new Map<number, number>(seeds);
  const zero = graph.constant(0);
  for (const node of liveOrder(graph, targets)) {
    const tangent = tangents.has(node) ? undefined : tangentOf(graph, node, tangents);
    if (tangent !== undefined && tangent !== zero) tangents.set(node, tangent);
  }
  return targets.map((target) => tangents.get(target) ?? zero);
}

/** Undefined for zero. */
function tangentOf(graph: Graph, node: number, tangents: ReadonlyMap<number, number>): number | undefined {
  const code = graph.op[node];
  const [x, y, z] = graph.operands(node);
  if (graph.arity(node) === 0) return undefined;
  const [dx, dy] = [tangents.get(x), tangents.get(y)];
  if (code === OP.select) return selected(graph, x, dy, tangents.get(z));
  if (ARITY[code] === 1) {
    const rule = UNARY_RULES[OPS[code] as UnaryOp];
    return rule === 'flat' || dx === undefined ? undefined : graph.binary('mul', rule(graph, x, node), dx);
  }
  if (code === OP.div) return quotient(graph, node, dx, dy);
  const rules = BINARY_RULES[OPS[code] as BinaryOp];
  if (rules === 'flat') return undefined;
  const left = dx === undefined ? undefined : graph.binary('mul', rules.left(graph, x, y, node), dx);
  const right = dy === undefined ? undefined : graph.binary('mul', rules.right(graph, x, y, node), dy);
  return left === undefined || right === undefined ? (left ?? right) : graph.binary('add', left, right);
}

function selected(graph: Graph, condition: number, dx: number | undefined, dy: number | undefined): number | undefined {
  if (dx === undefined && dy === undefined) return undefined;
  const zero = graph.constant(0);
  return graph.select(condition, dx ?? zero, dy ?? zero);
}

/** (x/y)′ = (x′ − (x/y)·y′)/y. */
function quotient(graph: Graph, node: number, dx: number | undefined, dy: number | undefined): number | undefined {
  const y = graph.b[node];
  if (dy === undefined) return dx === undefined ? undefined : graph.binary('div', dx, y);
  const moved = graph.binary('mul', node, dy);
  return graph.binary('div', dx === undefined ? graph.unary('neg', moved) : graph.binary('sub', dx, moved), y);
}
