import { ARITY, type BinaryOp, OP, OPS, type UnaryOp } from '../ops';
import { BINARY_RULES, UNARY_RULES } from '../rules';
import type { Graph } from './graph';
import { Regions } from './regions';

/** Adjoint by node; −1 where the output does not depend on it. */
const NONE = -1;

/** Adds to the graph ∂output/∂w · seed for each w of `wrt`. */
export function reverse(graph: Graph, output: number, wrt: readonly number[], seed = graph.constant(1)): number[] {
  const sweep = new ReverseSweep(graph, output, wrt);
  sweep.run(seed);
  return wrt.map((node) => (node <= output && sweep.adjoints[node] !== NONE ? sweep.adjoints[node] : graph.constant(0)));
}

class ReverseSweep {
  readonly adjoints: Int32Array;
  /** Nodes that depend on some w: adjoints of others are of no interest. */
  private readonly needed: Uint8Array;
  private readonly regions: Regions;

  constructor(
    private readonly graph: Graph,
    private readonly output: number,
    wrt: readonly number[],
  ) {
    this.adjoints = new Int32Array(output + 1).fill(NONE);
    this.needed = dependents(graph, wrt, output);
    this.regions = new Regions(graph, [output, ...wrt.filter((node) => node <= output)], output);
  }

  run(seed: number): void {
    this.adjoints[this.output] = seed;
    for (let node = this.output; node >= 0; node--) {
      if (this.adjoints[node] !== NONE && this.needed[node] === 1) this.propagate(node, this.adjoints[node]);
    }
  }

  private propagate(node: number, w: number): void {
    const { graph } = this;
    const { op, a, b, c } = graph;
    const [code, x, y] = [op[node], a[node], b[node]];
    if (graph.arity(node) === 0) return;
    const zero = graph.constant(0);
    if (code === OP.select) {
      if (this.needs(y)) this.push(node, y, graph.select(x, w, zero));
      if (this.needs(c[node])) this.push(node, c[node], graph.select(x, zero, w));
    } else if (code === OP.div) this.propagateQuotient(node, w);
    else if (ARITY[code] === 1) {
      const rule = UNARY_RULES[OPS[code] as UnaryOp];
      if (rule !== 'flat') this.push(node, x, graph.binary('mul', w, rule(graph, x, node)));
    } else this.propagateBinary(node, w);
  }

  private propagateBinary(node: number, w: number): void {
    const { graph } = this;
    const [x, y] = graph.operands(node);
    const rules = BINARY_RULES[OPS[graph.op[node]] as BinaryOp];
    if (rules === 'flat') return;
    if (this.needs(x)) this.push(node, x, graph.binary('mul', w, rules.left(graph, x, y, node)));
    if (this.needs(y)) this.push(node, y, graph.binary('mul', w, rules.right(graph, x, y, node)));
  }

  /** With w/y shared by both operands. */
  private propagateQuotient(node: number, w: number): void {
    const { graph } = this;
    const [x, y] = graph.operands(node);
    const share = graph.binary('div', w, y);
    if (this.needs(x)) this.push(node, x, share);
    if (this.needs(y)) this.push(node, y, graph.unary('neg', graph.binary('mul', share, node)));
  }

  private needs(node: number): boolean {
    return this.needed[node] === 1;
  }

  private push(from: number, to: number, contribution: number): void {
    if (!this.needs(to)) return;
    const masked = this.regions.leaving(from, to, contribution);
    const before = this.adjoints[to];
    this.adjoints[to] = before === NONE ? masked : this.graph.binary('add', before, masked);
  }
}

/** 1 for each node up to `top` that depends on one of the roots. */
export function dependents(graph: Graph, roots: readonly number[], top: number): Uint8Array {
  const depends = new Uint8Array(top + 1);
  for (const root of roots) if (root <= top) depends[root] = 1;
  for (let node = 0; node <= top; node++) {
    const arity = graph.arity(node);
    if (arity > 0 && depends[graph.a[node]] === 1) depends[node] = 1;
    else if (arity > 1 && depends[graph.b[node]] === 1) depends[node] = 1;
    else if (arity > 2 && depends[graph.c[node]] === 1) depends[node] = 1;
  }
  return depends;
}
