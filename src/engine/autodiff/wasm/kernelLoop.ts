import type { Code, Vector } from '../../wasm/code';
import type { Module } from '../../wasm/module';
import { CONSTANT, type Graph, liveOrder } from '../graph/graph';
import { ARITY, OP, OPS, type Op } from '../ops';
import { defineVectorMath, VECTOR_FUNCTIONS, type VectorFunction } from './vectorMath';

/** Where a slot of the graph is kept: one double for all instances, or a table with one per instance (padded to even length). */
export type SlotPlace = { readonly kind: 'shared'; readonly address: number } | { readonly kind: 'table'; readonly address: number };

export interface LoopSpec {
  readonly graph: Graph;
  readonly count: number;
  readonly place: (slot: number) => SlotPlace;
  /** Nodes to be summed over the instances, lane by lane, onto the two doubles at an address, which must be 0 before. */
  readonly sums: readonly { readonly node: number; readonly address: number }[];
  /** Conditions of which each instance must give what is expected; each address gets the lanes in which one did not. */
  readonly checks: readonly { readonly node: number; readonly expected: 0 | 1; readonly address: number }[];
}

/** A deeper expression than this gets a local variable, to bound the recursion that writes it. */
const MAX_DEPTH = 40;
/** With more sums than this, keeping them in memory is no slower than letting the compiler spill them. */
const MAX_LOCAL_SUMS = 256;

const INSTRUCTION: { readonly [Name in Op]?: Vector } = {
  ...({ add: 'add', sub: 'sub', mul: 'mul', div: 'div', min: 'min', max: 'max' } as const),
  ...({ neg: 'neg', abs: 'abs', sqrt: 'sqrt', floor: 'floor', ceil: 'ceil', trunc: 'trunc' } as const),
};
const COMPARISON: { readonly [Name in Op]?: Vector } = { less: 'lt', lessEqual: 'le', equal: 'eq' };
const isTruth = (op: Op): boolean => op === 'less' || op === 'lessEqual' || op === 'equal' || op === 'and' || op === 'or' || op === 'not';

/** Names under which functions of one or two doubles are imported; `%` is the only one that `Math` lacks. */
const imported = (op: Op): string => (op === 'mod' ? 'remainder' : op);

/**
 * Adds a function `run` to the module: a loop over the instances of a kernel, two at a time in the lanes of a vector, whose
 * results are sums. Comparisons are bit masks until someone needs a number.
 */
export function defineLoop(module: Module, spec: LoopSpec): void {
  const roots = [...spec.checks, ...spec.sums].map(({ node }) => node);
  const order = liveOrder(spec.graph, roots);
  const calls = order.flatMap((node) => (spec.graph.op[node] === CONSTANT ? [] : [OPS[spec.graph.op[node]]])).filter(isCall);
  const imports = new Map(calls.filter((op) => !isVectorFunction(op)).map((op) => [op, module.import(imported(op), ARITY[OP[op]])]));
  const vector = defineVectorMath(module, calls.filter(isVectorFunction));
  new LoopWriter(
    module.define([], [], 'run').code,
    spec,
    order,
    new Map([...imports, ...(Object.entries(vector) as [Op, number][])]),
    imports,
  ).write();
}

const isVectorFunction = (op: Op): op is VectorFunction => (VECTOR_FUNCTIONS as readonly string[]).includes(op);
const isCall = (op: Op): boolean => INSTRUCTION[op] === undefined && !isTruth(op) && op !== 'input' && op !== 'select' && op !== 'sign';

class LoopWriter {
  /** Bytes from the start of a table to the present pair of instances. */
  private readonly offset: number;
  private readonly locals = new Map<number, number>();
  private readonly uses = new Map<number, number>();
  private readonly depth = new Map<number, number>();

  constructor(
    private readonly code: Code,
    private readonly spec: LoopSpec,
    private readonly order: readonly number[],
    private readonly functions: ReadonlyMap<Op, number>,
    /** Those of the functions that take single doubles. */
    private readonly scalar: ReadonlyMap<Op, number>,
  ) {
    this.offset = code.local('i32');
    const count = (node: number) => this.uses.set(node, (this.uses.get(node) ?? 0) + 1);
    for (const node of order) spec.graph.operands(node).forEach(count);
    for (const { node } of [...spec.checks, ...spec.sums]) count(node);
  }

  write(): void {
    const { code, spec } = this;
    const bytes = 16 * Math.ceil(spec.count / 2);
    this.loadShared();
    const inMemory = spec.sums.length > MAX_LOCAL_SUMS;
    const totals = inMemory ? [] : spec.sums.map(() => code.local('v128'));
    const failed = spec.checks.map(() => code.local('v128'));
    const lanes = spec.count % 2 === 1 ? code.local('v128') : undefined;
    code.loop();
    if (lanes !== undefined)
      code
        .mask(true, false)
        .mask(true, true)
        .get(this.offset)
        .i32(bytes - 16)
        .equalI32()
        .choose()
        .set(lanes);
    const inLanes = () => (lanes === undefined ? code : code.get(lanes).v('and'));
    for (const node of this.order) this.keep(node);
    spec.checks.forEach(({ node, expected }, k) => {
      this.mask(node);
      if (expected === 1) code.v('not');
      inLanes().get(failed[k]).v('or').set(failed[k]);
    });
    spec.sums.forEach(({ node, address }, k) => {
      if (inMemory) code.i32(0);
      this.number(node);
      if (inMemory) inLanes().i32(0).load(address).v('add').store(address);
      else inLanes().get(totals[k]).v('add').set(totals[k]);
    });
    code.get(this.offset).i32(16).addI32().tee(this.offset).i32(bytes).lessI32().repeatIf();
    for (const [k, total] of totals.entries()) code.i32(0).get(total).store(spec.sums[k].address);
    for (const [k, lanesFailed] of failed.entries()) code.i32(0).get(lanesFailed).store(spec.checks[k].address);
  }

  /** What is the same for all instances is read once. */
  private loadShared(): void {
    const { code, spec } = this;
    for (const node of this.order) {
      const place = spec.graph.op[node] === OP.input ? spec.place(spec.graph.a[node]) : undefined;
      if (place?.kind !== 'shared') continue;
      const local = code.local('v128');
      code.i32(0).loadSplat(place.address).set(local);
      this.locals.set(node, local);
    }
  }

  /** Puts a node into a local variable if it is used again, or if the expression grows too deep. */
  private keep(node: number): void {
    const { graph } = this.spec;
    if (graph.op[node] === CONSTANT || this.locals.has(node)) return;
    const depth = 1 + Math.max(0, ...graph.operands(node).map((operand) => this.depth.get(operand) ?? 0));
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

  private number(node: number): void {
    this.push(node);
    if (this.isMask(node)) this.code.vector(1).v('and');
  }

  private mask(node: number): void {
    this.push(node);
    if (!this.isMask(node)) this.code.vector(0).v('eq').v('not');
  }

  private isMask(node: number): boolean {
    const code = this.spec.graph.op[node];
    return code !== CONSTANT && isTruth(OPS[code]);
  }

  private operation(node: number): void {
    const { code, spec } = this;
    const { graph } = spec;
    const constant = graph.valueOf(node);
    if (constant !== undefined) {
      code.vector(constant);
      return;
    }
    const op = OPS[graph.op[node]];
    const [x, y, z] = graph.operands(node);
    if (op === 'input') code.get(this.offset).load(spec.place(graph.a[node]).address);
    else if (op === 'select') {
      this.number(y);
      this.number(z);
      this.mask(x);
      code.v('bitSelect');
    } else if (op === 'sign') this.sign(x);
    else if (isTruth(op)) this.truth(op, x, y);
    else this.arithmetic(op, [x, y].slice(0, ARITY[graph.op[node]]));
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
    const instruction = INSTRUCTION[op];
    for (const operand of operands) this.number(operand);
    if (instruction !== undefined) code.v(instruction);
    else if (this.scalar.has(op)) this.laneByLane(this.functions.get(op) ?? 0, operands.length);
    else code.call(this.functions.get(op) ?? 0);
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
