import { ARITY, type BinaryOp, OP, OPS, type UnaryOp } from '../ops';
import { liveNodes, type Trace } from '../trace';
import { Graph } from './graph';

/** A trace as a graph: what the loss and the guards depend on. Slots 0…n−1 are the parameters, then come the externals. */
export interface TraceGraph {
  readonly graph: Graph;
  readonly inputs: readonly number[];
  readonly output: number;
  readonly guards: readonly { readonly node: number; readonly expected: 0 | 1 }[];
  /** 1 where the point lies on a kink of |x|, max or min, where second derivatives need care; undefined where there can be none. */
  readonly kink: number | undefined;
}

export function fromTrace(trace: Trace): TraceGraph {
  const graph = new Graph();
  const inputs = Array.from({ length: trace.inputs }, (_, i) => graph.input(i));
  const nodes = new Int32Array(trace.nodes);
  nodes.set(inputs);
  const slots = new Map(trace.externals.map(({ node }, k) => [node, trace.inputs + k]));
  const live = liveNodes(trace);
  const at = (operand: number): number => (operand < trace.nodes ? nodes[operand] : graph.constant(trace.values[operand]));
  let kink: number | undefined;
  for (let i = trace.inputs; i < trace.nodes; i++) {
    if (live[i] === 0) continue;
    nodes[i] = translated(graph, trace, i, at, slots);
    const here = kinkOf(graph, trace.op[i], at(trace.a[i]), at(trace.b[i]));
    if (here !== undefined) kink = kink === undefined ? here : graph.binary('or', kink, here);
  }
  const guards = trace.guards.map(({ node, expected }) => ({ node: nodes[node], expected }));
  return { graph, inputs, output: at(trace.output), guards, kink };
}

function translated(graph: Graph, trace: Trace, i: number, at: (operand: number) => number, slots: ReadonlyMap<number, number>): number {
  const code = trace.op[i];
  const op = OPS[code];
  const [x, y] = [trace.a[i], trace.b[i]];
  switch (ARITY[code]) {
    case 0:
      return graph.input(slots.get(i) ?? i);
    case 1:
      return graph.unary(op as UnaryOp, at(x));
    case 2:
      return graph.binary(op as BinaryOp, at(x), at(y));
    default:
      return graph.select(at(x), at(y), at(trace.c[i]));
  }
}

function kinkOf(graph: Graph, code: number, x: number, y: number): number | undefined {
  if (code === OP.abs) return graph.binary('equal', x, graph.constant(0));
  return code === OP.max || code === OP.min ? graph.binary('equal', x, y) : undefined;
}
