import type { Evaluator } from '../evaluator';
import { CONSTANT, type Graph, liveOrder } from '../graph/graph';
import type { Interpreter } from '../interpreter';
import { OP } from '../ops';
import type { Trace } from '../trace';
import { hessianByColumns } from './columns';
import { DerivativeGraph } from './derivativeGraph';
import { type Check, type Output, statements } from './javascript';

/** Nodes per function: long enough to keep most values in variables, short enough to be optimised. */
const CHUNK = 500;

/** Status as of the straight-line functions: 1 went through, 0 off the path, −1 on a kink. */
type ChunkFunction = (memory: Float64Array, x: Float64Array, externals: Float64Array, v: Float64Array) => 1 | 0 | -1;

/**
 * Compiles a long trace without repetition, such as a chain of time steps, to a sequence of straight-line functions. What one
 * of them computes and a later one reads goes through memory.
 */
export class Chunked implements Evaluator {
  private readonly derivatives: DerivativeGraph;
  private gradientProgram: ChunkProgram | undefined;
  private productProgram: ChunkProgram | undefined;

  constructor(
    trace: Trace,
    private readonly interpreter: Interpreter,
  ) {
    this.derivatives = new DerivativeGraph(trace);
  }

  gradient(x: Float64Array, gradient: Float64Array): number | undefined {
    const { derivatives } = this;
    this.gradientProgram ??= new ChunkProgram(derivatives, [...derivatives.gradient, derivatives.base.output], derivatives.checks('0'));
    const { gradientProgram } = this;
    if (gradientProgram.run(x, this.interpreter.values, x) !== 1) return undefined;
    for (let i = 0; i < x.length; i++) gradient[i] = gradientProgram.result(i);
    return gradientProgram.result(x.length);
  }

  hessianVector(x: Float64Array, v: Float64Array, product: Float64Array): boolean {
    const { derivatives } = this;
    this.productProgram ??= new ChunkProgram(derivatives, derivatives.product(), derivatives.checks('0', '-1'));
    const status = this.productProgram.run(x, this.interpreter.values, v);
    if (status < 0) return this.interpreter.hessianVector(x, v, product);
    for (let i = 0; i < x.length; i++) product[i] = this.productProgram.result(i);
    return status === 1;
  }

  hessian(x: Float64Array, hessian: Float64Array): boolean {
    return hessianByColumns(this, x, hessian);
  }
}

class ChunkProgram {
  private readonly functions: readonly ChunkFunction[];
  private readonly memory: Float64Array;
  /** Places in memory of the results. */
  private readonly places: Int32Array;

  constructor(derivatives: DerivativeGraph, results: readonly number[], checks: readonly Check[]) {
    const { graph } = derivatives.base;
    const order = liveOrder(graph, [...results, ...checks.map(({ node }) => node)]).filter((node) => !isImmediate(graph, node));
    const stored = storedNodes(graph, order, [...results, ...checks.map(({ node }) => node)]);
    const place = new Map([...stored].map((node, k) => [node, k]));
    const immediate = results.filter((node) => isImmediate(graph, node) && !place.has(node));
    for (const node of immediate) place.set(node, place.size);
    this.memory = new Float64Array(place.size);
    this.places = Int32Array.from(results, (node) => place.get(node) ?? 0);
    const chunks = Array.from({ length: Math.ceil(order.length / CHUNK) }, (_, k) => order.slice(k * CHUNK, (k + 1) * CHUNK));
    const sources = chunks.map((chunk) => chunkSource(derivatives, chunk, place, stored, checks));
    sources.push(chunkSource(derivatives, immediate, place, new Set(immediate), []));
    this.functions = sources.map((source) => new Function('M', 'x', 'e', 'v', source) as ChunkFunction);
  }

  run(x: Float64Array, externals: Float64Array, v: Float64Array): 1 | 0 | -1 {
    for (const execute of this.functions) {
      const status = execute(this.memory, x, externals, v);
      if (status !== 1) return status;
    }
    return 1;
  }

  result(k: number): number {
    return this.memory[this.places[k]];
  }
}

/** Read where it is used, in every chunk anew. */
const isImmediate = (graph: Graph, node: number): boolean => graph.op[node] === CONSTANT || graph.op[node] === OP.input;

/** Nodes that another chunk reads, and the given ones. */
function storedNodes(graph: Graph, order: readonly number[], wanted: readonly number[]): Set<number> {
  const chunkOf = new Map(order.map((node, k) => [node, Math.floor(k / CHUNK)]));
  const stored = new Set(wanted.filter((node) => chunkOf.has(node)));
  for (const node of order) {
    for (const operand of graph.operands(node)) {
      if (chunkOf.has(operand) && chunkOf.get(operand) !== chunkOf.get(node)) stored.add(operand);
    }
  }
  return stored;
}

function chunkSource(
  derivatives: DerivativeGraph,
  chunk: readonly number[],
  place: ReadonlyMap<number, number>,
  stored: ReadonlySet<number>,
  checks: readonly Check[],
): string {
  const { graph } = derivatives.base;
  const here = new Set(chunk);
  const outputs: Output[] = chunk.filter((node) => stored.has(node)).map((node) => ({ node, write: (e) => `M[${place.get(node)}]=${e};` }));
  const known = (node: number): string | undefined => (here.has(node) || isImmediate(graph, node) ? undefined : `M[${place.get(node)}]`);
  const spec = {
    graph,
    input: (slot: number) => derivatives.input(slot),
    known,
    outputs,
    checks: checks.filter(({ node }) => here.has(node)),
  };
  return `${statements(spec)}return 1;`;
}
