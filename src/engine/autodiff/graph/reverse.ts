import { ARITY, type BinaryOp, OP, OPS, type UnaryOp } from '../ops';
import { BINARY_RULES, UNARY_RULES } from '../rules';
import type { Graph } from './graph';
import { Regions } from './regions';

/** Adjoint by node; −1 where the output does not depend on it. */
const NONE = -1;

/** What keeps adjoints from flowing where no adjoint is: 0·∞ would be NaN there. */
export interface Masks {
  /** `contribution`, on its way from a node to one of its operands, masked if need be. */
  leaving(from: number, to: number, contribution: number): number;
}

/** Adds to the graph ∂output/∂w for each w of `wrt`. */
export function reverse(graph: Graph, output: number, wrt: readonly number[]): number[] {
  const regions = new Regions(graph, [output, ...wrt.filter((node) => node <= output)], output);
  return pullBack(graph, new Map([[output, graph.constant(1)]]), wrt, regions);
}

/** Adds to the graph Σ adjoint·∂output/∂w for each w of `wrt`, given a map from outputs to their adjoints. */
export function pullBack(graph: Graph, outputs: ReadonlyMap<number, number>, wrt: readonly number[], masks: Masks): number[] {
  const top = [...outputs.keys()].reduce((max, output) => Math.max(max, output), -1);
  const { adjoints } = new ReverseSweep(graph, outputs, top, dependents(graph, wrt, top), masks);
  return wrt.map((node) => (node <= top && adjoints[node] !== NONE ? adjoints[node] : graph.constant(0)));
}

class ReverseSweep {
  readonly adjoints: Int32Array;

  /** @param needed nodes that depend on some w: adjoints of others are of no interest */
  constructor(
    private readonly graph: Graph,
    outputs: ReadonlyMap<number, number>,
    top: number,
    private readonly needed: Uint8Array,
    private readonly masks: Masks,
  ) {
    this.adjoints = new Int32Array(top + 1).fill(NONE);
    for (const [output, adjoint] of outputs) this.adjoints[output] = adjoint;
    for (let node = top; node >= 0; node--) {
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
    else if (code === OP.max || code === OP.min) this.propagateChoice(node, w);
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

  /** To the operand taken, half to each at a tie. By selection: an adjoint of ∞ must do no harm to the other one. */
  private propagateChoice(node: number, w: number): void {
    const { graph } = this;
    const [x, y] = graph.operands(node);
    const tie = graph.binary('equal', x, y);
    const second = graph.op[node] === OP.max ? graph.binary('less', x, y) : graph.binary('less', y, x);
    const [half, zero] = [graph.binary('mul', graph.constant(0.5), w), graph.constant(0)];
    if (this.needs(x)) this.push(node, x, graph.select(tie, half, graph.select(second, zero, w)));
    if (this.needs(y)) this.push(node, y, graph.select(tie, half, graph.select(second, w, zero)));
  }

  private needs(node: number): boolean {
    return this.needed[node] === 1;
  }

  private push(from: number, to: number, contribution: number): void {
    if (!this.needs(to)) return;
    const masked = this.masks.leaving(from, to, contribution);
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
