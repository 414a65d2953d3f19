import type { Code, Vector } from '../../wasm/code';
import type { Module } from '../../wasm/module';
import { CONSTANT, type Graph } from '../graph/graph';
import { ARITY, OP, OPS, type Op } from '../ops';
import { defineVectorMath, VECTOR_FUNCTIONS, type VectorFunction } from './vectorMath';

/** A deeper expression than this gets a local variable, to bound the recursion that writes it. */
const MAX_DEPTH = 40;

const INSTRUCTION: { readonly [Name in Op]?: Vector } = {
  ...({ add: 'add', sub: 'sub', mul: 'mul', div: 'div', min: 'min', max: 'max' } as const),
  ...({ neg: 'neg', abs: 'abs', sqrt: 'sqrt', floor: 'floor', ceil: 'ceil', trunc: 'trunc' } as const),
};
const COMPARISON: { readonly [Name in Op]?: Vector } = { less: 'lt', lessEqual: 'le', equal: 'eq' };
const isTruth = (op: Op): boolean => op === 'less' || op === 'lessEqual' || op === 'equal' || op === 'and' || op === 'or' || op === 'not';
const isVectorFunction = (op: Op): op is VectorFunction => (VECTOR_FUNCTIONS as readonly string[]).includes(op);
const isCall = (op: Op): boolean => INSTRUCTION[op] === undefined && !isTruth(op) && op !== 'input' && op !== 'select' && op !== 'sign';

/** Functions that vector code calls, by operation: of two doubles at once, or of one at a time. */
export interface VectorCalls {
  readonly paired: ReadonlyMap<Op, number>;
  readonly single: ReadonlyMap<Op, number>;
}

/** Declares the functions that nodes call; to be done before any other function of the module is defined. */
export function vectorCalls(module: Module, { op }: Graph, nodes: readonly number[]): VectorCalls {
  const calls = nodes.flatMap((node) => (op[node] === CONSTANT ? [] : [OPS[op[node]]])).filter(isCall);
  const single = new Map(calls.filter((name) => !isVectorFunction(name)).map((name) => [name, singleCall(module, name)]));
  const paired = defineVectorMath(module, calls.filter(isVectorFunction));
  return { paired: new Map(Object.entries(paired) as [Op, number][]), single };
}

/** The functions of single doubles alone, for nodes of graphs whose functions `importCalls` has declared. */
export function singleCalls(module: Module, { op }: Graph, nodes: readonly number[]): VectorCalls {
  const calls = nodes.flatMap((node) => (op[node] === CONSTANT ? [] : [OPS[op[node]]])).filter(isCall);
  return { paired: new Map(), single: new Map(calls.map((name) => [name, singleCall(module, name)])) };
}

/** Names under which functions of one or two doubles are imported; `%` is the only one that `Math` lacks. */
const singleCall = (module: Module, op: Op): number => module.import(op === 'mod' ? 'remainder' : op, ARITY[OP[op]]);

export interface VectorNodes {
  readonly graph: Graph;
  /** Operands first. */
  readonly order: readonly number[];
  /** Nodes that are needed besides, as often as they are. */
  readonly roots: readonly number[];
  /** Leaves on the stack a node that is read rather than computed; undefined for others. */
  readonly reading: (node: number) => (() => void) | undefined;
  readonly calls: VectorCalls;
}

/** Writes the nodes of a graph for two instances at once, in the lanes of a vector. Comparisons are bit masks until someone needs a number. */
export class VectorWriter {
  readonly locals = new Map<number, number>();
  private readonly uses = new Map<number, number>();
  private readonly depth = new Map<number, number>();

  constructor(
    private readonly code: Code,
    private readonly nodes: VectorNodes,
  ) {
    const { graph, order, roots, reading } = nodes;
    const count = (node: number) => this.uses.set(node, (this.uses.get(node) ?? 0) + 1);
    for (const node of order) if (reading(node) === undefined) graph.operands(node).forEach(count);
    roots.forEach(count);
  }

  /** Puts nodes into local variables that are used again, or whose expression grows too deep. */
  prepare(): void {
    for (const node of this.nodes.order) this.keep(node);
  }

  number(node: number): void {
    this.push(node);
    if (this.isMask(node)) this.code.vector(1).v('and');
  }

  mask(node: number): void {
    this.push(node);
    if (!this.isMask(node)) this.code.vector(0).v('eq').v('not');
  }

  private keep(node: number): void {
    const { graph } = this.nodes;
    if (graph.op[node] === CONSTANT || this.locals.has(node)) return;
    const operands = this.nodes.reading(node) === undefined ? graph.operands(node) : [];
    const depth = 1 + Math.max(0, ...operands.map((operand) => this.depth.get(operand) ?? 0));
    const kept = (this.uses.get(node) ?? 0) > 1 || depth > MAX_DEPTH;
    this.depth.set(node, kept ? 0 : depth);
    if (!kept) return;
    const local = this.code.local('v128');
    this.operation(node);
    this.code.set(local);
    this.locals.set(node, local);
  }

  /** Leaves the node on the stack as it is kept: a mask for truth values, else numbers. */
  private push(node: number): void {
    const local = this.locals.get(node);
    if (local === undefined) this.operation(node);
    else this.code.get(local);
  }

  private isMask(node: number): boolean {
    const code = this.nodes.graph.op[node];
    return code !== CONSTANT && isTruth(OPS[code]) && this.nodes.reading(node) === undefined;
  }

  private operation(node: number): void {
    const { code } = this;
    const { graph, reading } = this.nodes;
    const constant = graph.valueOf(node);
    if (constant !== undefined) {
      code.vector(constant);
      return;
    }
    const op = OPS[graph.op[node]];
    const [x, y, z] = graph.operands(node);
    const read = reading(node);
    if (read !== undefined) read();
    else if (op === 'select') this.select(x, y, z);
    else if (op === 'sign') this.sign(x);
    else if (isTruth(op)) this.truth(op, x, y);
    else this.arithmetic(op, [x, y].slice(0, ARITY[graph.op[node]]));
  }

  private select(condition: number, whenTrue: number, whenFalse: number): void {
    const [onlyTrue, onlyFalse] = [this.isZero(whenFalse), this.isZero(whenTrue)];
    if (!onlyFalse) this.number(whenTrue);
    if (!onlyTrue) this.number(whenFalse);
    this.mask(condition);
    this.code.v(onlyTrue ? 'and' : onlyFalse ? 'andNot' : 'bitSelect');
  }

  private isZero(node: number): boolean {
    return Object.is(this.nodes.graph.valueOf(node), 0);
  }

  private truth(op: Op, x: number, y: number): void {
    const comparison = COMPARISON[op];
    for (const operand of op === 'not' ? [x] : [x, y]) {
      if (comparison === undefined) this.mask(operand);
      else this.number(operand);
    }
    this.code.v(comparison ?? (op === 'not' ? 'not' : op === 'and' ? 'and' : 'or'));
  }

  private arithmetic(op: Op, operands: readonly number[]): void {
    const { code } = this;
    const { paired, single } = this.nodes.calls;
    const instruction = INSTRUCTION[op];
    for (const operand of operands) this.number(operand);
    if (instruction !== undefined) code.v(instruction);
    else if (single.has(op)) this.laneByLane(single.get(op) ?? 0, operands.length);
    else code.call(paired.get(op) ?? 0);
  }

  /** Calls a function of single doubles for each lane of the operands on the stack. */
  private laneByLane(index: number, arity: number): void {
    const { code } = this;
    const held = Array.from({ length: arity }, () => code.local('v128'));
    for (const local of [...held].reverse()) code.set(local);
    for (const lane of [0, 1] as const) {
      for (const local of held) code.get(local).extractLane(lane);
      code.call(index);
      if (lane === 0) code.v('splat');
      else code.replaceLane(1);
    }
  }

  /** ±1 with the sign of x; x itself where it is 0 or NaN. */
  private sign(x: number): void {
    const { code } = this;
    const held = code.local('v128');
    this.number(x);
    code.tee(held).get(held).vector(-0).v('and').vector(1).v('or');
    code.get(held).vector(0).v('eq').get(held).get(held).v('ne').v('or').v('bitSelect');
  }
}
