import { type Graph, liveOrder } from '../graph/graph';
import { OP } from '../ops';
import type { Stages, Sweeps, TurnProgram } from './turnProgram';

/** Cycles until a result can be used, about as on current x86 and ARM processors, by operation. */
const LATENCY: ReadonlyMap<number, number> = new Map([
  ...[OP.add, OP.sub, OP.mul, OP.max, OP.min, OP.less, OP.lessEqual, OP.equal].map((op) => [op, 4] as const),
  ...[OP.neg, OP.abs, OP.and, OP.or, OP.not].map((op) => [op, 1] as const),
  ...[OP.select, OP.sign].map((op) => [op, 3] as const),
  ...[OP.div, OP.sqrt].map((op) => [op, 13] as const),
]);
const OTHER_LATENCY = 20;
/*
 * Both forms of the sweeps of 25 losses over time (recurrent cells, Runge–Kutta and Euler steps, filters, maps, optimizers, sums) were
 * timed: with these numbers the form that is estimated to take less takes 0.4 % longer than the faster one on average.
 */
/** Instructions of scalar code that begin in a cycle. */
const WIDTH = 2.3;
/** How much faster the turns of an early part are, two at a time. */
const PAIRED = 1.2;
/** Cycles that a turn takes in a loop of its own for the early part, whatever is done there. */
const SECOND_LOOP = 7;

/** Of the Hessian with directions, at one point: as many as conjugate gradients take for a rough step. */
const PRODUCTS = 10;

/** Cycles that a turn of the reverse sweep takes, by a rough estimate: as long as its instructions, or as what each turn waits for. */
export function cost(graph: Graph, adjoints: readonly number[], { early, reverse }: Sweeps): number {
  const handedOn = reverse.writes.filter(({ place, how }) => how === 'add' && place.step === 'turn').map(({ node }) => node);
  const waiting = latency(graph, handedOn, adjoints, reverse.known);
  return (early === undefined ? 0 : SECOND_LOOP + work(graph, early) / PAIRED) + Math.max(waiting, work(graph, reverse));
}

/** Cycles that the instructions of a turn take of a product of the Hessian, with its share of the first stage. */
export function costOfStages(graph: Graph, { first, again }: Stages): number {
  const [before, each] = [first, again].map(({ forward, reverse }) => work(graph, forward) + work(graph, reverse));
  return before / PRODUCTS + each;
}

/** Cycles for all instructions of a turn. */
function work(graph: Graph, { writes, known, place }: TurnProgram): number {
  const roots = writes.map(({ node }) => node);
  let instructions = writes.length;
  for (const node of liveOrder(graph, roots, known)) {
    const source = graph.op[node] === OP.input ? place(graph.a[node]) : known.get(node);
    if (source !== undefined) instructions += source.step === 0 ? 0 : 1;
    else if (graph.arity(node) > 0) instructions += graph.op[node] === OP.select ? 3 : Math.max(1, latencyOf(graph, node) / 4);
  }
  return instructions / WIDTH;
}

/** Cycles from the arrival of some inputs to that of the last of some nodes. */
function latency(graph: Graph, nodes: readonly number[], inputs: readonly number[], known: ReadonlyMap<number, unknown>): number {
  const since = new Map(inputs.map((node) => [node, 0]));
  for (const node of liveOrder(graph, nodes, known)) {
    if (since.has(node) || known.has(node)) continue;
    const arrivals = graph.operands(node).flatMap((operand) => since.get(operand) ?? []);
    if (arrivals.length > 0) since.set(node, Math.max(...arrivals) + latencyOf(graph, node));
  }
  return Math.max(0, ...nodes.map((node) => since.get(node) ?? 0));
}

const latencyOf = (graph: Graph, node: number): number => LATENCY.get(graph.op[node]) ?? OTHER_LATENCY;
