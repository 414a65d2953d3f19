import { ARITY, type BinaryOp, OP, OPS, type UnaryOp } from '../ops';
import { BINARY_RULES, UNARY_RULES } from '../rules';
import { type Graph, liveOrder } from './graph';
import { dependents } from './reverse';

/** Tangent of a node that does not depend on the seeds. */
const NONE = -1;

/** Adds to the graph the derivative of each target along the seeds: a map from nodes to their tangents. */
export function forward(graph: Graph, targets: readonly number[], seeds: ReadonlyMap<number, number>): number[] {
  const top = targets.reduce((max, target) => Math.max(max, target), -1);
  const tangents = new Int32Array(top + 1).fill(NONE);
  for (const [node, tangent] of seeds) if (node <= top) tangents[node] = tangent;
  const moving = dependents(graph, [...seeds.keys()], top);
  const zero = graph.constant(0);
  for (const node of liveOrder(graph, targets)) {
    if (moving[node] === 0 || seeds.has(node)) continue;
    const tangent = tangentOf(graph, node, tangents);
    tangents[node] = tangent === zero ? NONE : tangent;
  }
  return targets.map((target) => (tangents[target] === NONE ? zero : tangents[target]));
}

function tangentOf(graph: Graph, node: number, tangents: Int32Array): number {
  const code = graph.op[node];
  const [x, y, z] = graph.operands(node);
  const dx = tangents[x];
  if (code === OP.select) return selected(graph, x, tangents[y], tangents[z]);
  if (ARITY[code] === 1) {
    const rule = UNARY_RULES[OPS[code] as UnaryOp];
    return rule === 'flat' || dx === NONE ? NONE : graph.binary('mul', rule(graph, x, node), dx);
  }
  const dy = tangents[y];
  if (code === OP.div) return quotient(graph, node, dx, dy);
  if (code === OP.max || code === OP.min) return chosen(graph, node, dx, dy);
  const rules = BINARY_RULES[OPS[code] as BinaryOp];
  if (rules === 'flat') return NONE;
  const left = dx === NONE ? NONE : graph.binary('mul', rules.left(graph, x, y, node), dx);
  const right = dy === NONE ? NONE : graph.binary('mul', rules.right(graph, x, y, node), dy);
  if (left === NONE || right === NONE) return left === NONE ? right : left;
  return graph.binary('add', left, right);
}

function selected(graph: Graph, condition: number, dx: number, dy: number): number {
  if (dx === NONE && dy === NONE) return NONE;
  const zero = graph.constant(0);
  return graph.select(condition, dx === NONE ? zero : dx, dy === NONE ? zero : dy);
}

/** The tangent of the operand taken, the mean of both at a tie. */
function chosen(graph: Graph, node: number, dx: number, dy: number): number {
  if (dx === NONE && dy === NONE) return NONE;
  const [x, y] = graph.operands(node);
  const zero = graph.constant(0);
  const [first, second] = [dx === NONE ? zero : dx, dy === NONE ? zero : dy];
  const mean = graph.binary('mul', graph.constant(0.5), graph.binary('add', first, second));
  const secondTaken = graph.op[node] === OP.max ? graph.binary('less', x, y) : graph.binary('less', y, x);
  return graph.select(graph.binary('equal', x, y), mean, graph.select(secondTaken, second, first));
}

/** (x/y)′ = (x′ − (x/y)·y′)/y. */
function quotient(graph: Graph, node: number, dx: number, dy: number): number {
  const y = graph.b[node];
  if (dy === NONE) return dx === NONE ? NONE : graph.binary('div', dx, y);
  const moved = graph.binary('mul', node, dy);
  return graph.binary('div', dx === NONE ? graph.unary('neg', moved) : graph.binary('sub', dx, moved), y);
}
