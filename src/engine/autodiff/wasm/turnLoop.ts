import type { Code, Scalar } from '../../wasm/code';
import type { Module } from '../../wasm/module';
import type { Place, TurnProgram } from '../compile/turnProgram';
import { CONSTANT, type Graph, liveOrder } from '../graph/graph';
import { ARITY, OP, OPS, type Op } from '../ops';

export interface TurnLoopSpec {
  readonly graph: Graph;
  readonly turns: number;
  readonly direction: 'forward' | 'reverse';
  readonly program: TurnProgram;
  /** Where an entry of a region is in memory, in bytes. */
  readonly address: (region: Place['region'], operand: number) => number;
}

/** A deeper expression than this gets a local variable, to bound the recursion that writes it. */
const MAX_DEPTH = 40;

const INSTRUCTION: { readonly [Name in Op]?: Scalar } = {
  ...({ add: 'add', sub: 'sub', mul: 'mul', div: 'div', min: 'min', max: 'max' } as const),
  ...({ neg: 'neg', abs: 'abs', sqrt: 'sqrt', floor: 'floor', ceil: 'ceil', trunc: 'trunc' } as const),
};
const TRUTH: { readonly [Name in Op]?: Scalar } = { less: 'lt', lessEqual: 'le', equal: 'eq', and: 'and', or: 'or', not: 'not' };
const LOGIC: ReadonlySet<Op> = new Set(['and', 'or', 'not']);
const WITHOUT_CALL: ReadonlySet<string> = new Set([
  ...Object.keys(INSTRUCTION),
  ...Object.keys(TRUTH),
  'input',
  'external',
  'select',
  'sign',
]);

/** Declares the imports for all functions that a graph calls; to be done before any function of the module is defined. */
export function importCalls(module: Module, { op, length }: Graph): void {
  for (const code of new Set(op.subarray(0, length))) if (code !== CONSTANT && !WITHOUT_CALL.has(OPS[code])) importCall(module, OPS[code]);
}

const importCall = (module: Module, op: Op): number => module.import(op === 'mod' ? 'remainder' : op, ARITY[OP[op]]);

/** Adds a function that runs a program for all turns of a stretch, one double at a time; returns its index. */
export function defineTurnLoop(module: Module, spec: TurnLoopSpec): number {
  const { index, code } = module.define([], []);
  new TurnWriter(module, code, spec).write();
  return index;
}

class TurnWriter {
  private readonly order: readonly number[];
  private readonly uses = new Map<number, number>();
  private readonly depth = new Map<number, number>();
  private readonly locals = new Map<number, number>();
  /** By stride, how many bytes the present turn is from the first entry. */
  private readonly offsets = new Map<number, number>();

  constructor(
    private readonly module: Module,
    private readonly code: Code,
    private readonly spec: TurnLoopSpec,
  ) {
    const { graph, program } = spec;
    const roots = program.writes.map(({ node }) => node);
    this.order = liveOrder(graph, roots, program.known);
    const count = (node: number) => this.uses.set(node, (this.uses.get(node) ?? 0) + 1);
    for (const node of this.order) if (!program.known.has(node)) graph.operands(node).forEach(count);
    roots.forEach(count);
  }

  write(): void {
    const { code, spec } = this;
    const { turns, program } = spec;
    if (turns === 1) {
      this.turn(new Map());
      return;
    }
    const remaining = code.local('i32');
    const sums = new Map(program.writes.filter(isSum).map(({ place }) => [place, code.local('f64')]));
    code.i32(turns).set(remaining);
    const read = this.order.flatMap((node) => this.source(node) ?? []);
    for (const { stride } of [...read, ...program.writes.map(({ place }) => place)]) this.prepare(stride);
    for (const node of this.order) if (this.source(node)?.stride === 0) this.load(node);
    code.loop();
    this.turn(sums);
    const forward = spec.direction === 'forward' ? 1 : -1;
    for (const [stride, offset] of this.offsets)
      code
        .get(offset)
        .i32(8 * stride * forward)
        .addI32()
        .set(offset);
    code.get(remaining).i32(-1).addI32().tee(remaining).repeatIf();
    for (const [place, sum] of sums) {
      this.address(place);
      this.fetch(place);
      code.get(sum).s('add').storeDouble(this.base(place));
    }
  }

  /** Where a node is read from memory, if it is. */
  private source(node: number): Place | undefined {
    const { graph, program } = this.spec;
    return graph.op[node] === OP.input ? program.place(graph.a[node]) : program.known.get(node);
  }

  private prepare(stride: number): void {
    if (stride === 0 || this.offsets.has(stride)) return;
    const offset = this.code.local('i32');
    const last = this.spec.turns - 1;
    const startsAtEnd = (this.spec.direction === 'reverse') === stride > 0;
    this.code.i32(startsAtEnd ? 8 * Math.abs(stride) * last : 0).set(offset);
    this.offsets.set(stride, offset);
  }

  private load(node: number): void {
    const place = this.source(node);
    if (place === undefined) return;
    const local = this.code.local('f64');
    this.fetch(place);
    this.code.set(local);
    this.locals.set(node, local);
  }

  private turn(sums: ReadonlyMap<Place, number>): void {
    const { code, spec } = this;
    this.takeAdjoints();
    for (const node of this.order) this.keep(node);
    for (const write of spec.program.writes) {
      const sum = sums.get(write.place);
      if (sum === undefined) this.writeOut(write);
      else {
        code.get(sum);
        this.number(write.node);
        code.s('add').set(sum);
      }
    }
  }

  private takeAdjoints(): void {
    for (const node of this.order) {
      const place = this.source(node);
      if (place === undefined || !isTaken(place)) continue;
      this.load(node);
      this.address(place);
      this.code.double(0).storeDouble(this.base(place));
    }
  }

  private writeOut({ node, place, how }: TurnProgram['writes'][number]): void {
    const { code } = this;
    this.address(place);
    this.number(node);
    if (how !== 'store') {
      this.fetch(place);
      code.s(how === 'add' ? 'add' : 'max');
    }
    code.storeDouble(this.base(place));
  }

  private fetch(place: Place): void {
    this.address(place);
    this.code.loadDouble(this.base(place));
  }

  /** What of the address changes from turn to turn. */
  private address({ stride }: Place): void {
    const offset = this.offsets.get(stride);
    if (offset === undefined) this.code.i32(0);
    else this.code.get(offset);
  }

  /** The rest of it: of the lowest entry that any turn has. */
  private base({ region, operand, stride }: Place): number {
    return this.spec.address(region, operand + Math.min(0, stride * (this.spec.turns - 1)));
  }

  /** Puts a node into a local variable if it is used again, or if the expression grows too deep. */
  private keep(node: number): void {
    const { graph } = this.spec;
    if (graph.op[node] === CONSTANT || this.locals.has(node)) return;
    let depth = 1;
    if (this.source(node) === undefined)
      for (const operand of graph.operands(node)) depth = Math.max(depth, 1 + (this.depth.get(operand) ?? 0));
    const kept = (this.uses.get(node) ?? 0) > 1 || depth > MAX_DEPTH;
    this.depth.set(node, kept ? 0 : depth);
    if (!kept) return;
    const local = this.code.local(this.isTruth(node) ? 'i32' : 'f64');
    this.evaluate(node);
    this.code.set(local);
    this.locals.set(node, local);
  }

  /** Leaves the node on the stack: an i32 for truth values, else a double. */
  private push(node: number): void {
    const local = this.locals.get(node);
    if (local === undefined) this.evaluate(node);
    else this.code.get(local);
  }

  private number(node: number): void {
    this.push(node);
    if (this.isTruth(node)) this.code.s('convertFromI32');
  }

  private condition(node: number): void {
    this.push(node);
    if (!this.isTruth(node)) this.code.double(0).s('ne');
  }

  private isTruth(node: number): boolean {
    const { graph } = this.spec;
    return graph.op[node] !== CONSTANT && this.source(node) === undefined && TRUTH[OPS[graph.op[node]]] !== undefined;
  }

  private evaluate(node: number): void {
    const { graph } = this.spec;
    const constant = graph.valueOf(node);
    const place = this.source(node);
    if (constant !== undefined) this.code.double(constant);
    else if (place !== undefined) this.fetch(place);
    else this.operation(OPS[graph.op[node]], graph.operands(node));
  }

  private operation(op: Op, operands: readonly number[]): void {
    const { code } = this;
    const [x, y, z] = operands;
    const truth = TRUTH[op];
    if (op === 'select') {
      this.number(y);
      this.number(z);
      this.condition(x);
      code.s('select');
    } else if (op === 'sign') this.sign(x);
    else if (truth !== undefined) {
      for (const operand of operands) {
        if (LOGIC.has(op)) this.condition(operand);
        else this.number(operand);
      }
      code.s(truth);
    } else this.arithmetic(op, operands);
  }

  private arithmetic(op: Op, operands: readonly number[]): void {
    const instruction = INSTRUCTION[op];
    for (const operand of operands) this.number(operand);
    if (instruction === undefined) this.code.call(importCall(this.module, op));
    else this.code.s(instruction);
  }

  /** ±1 with the sign of x; x itself where it is 0 or NaN. */
  private sign(x: number): void {
    const { code } = this;
    const held = code.local('f64');
    this.number(x);
    code.set(held).double(1).get(held).s('copySign').get(held).get(held).s('abs').double(0).s('gt').s('select');
  }
}

/** Added to the same entry in every turn, so that a local variable can do it. */
const isSum = ({ place, how }: TurnProgram['writes'][number]): boolean => how === 'add' && place.stride === 0;

/** Adjoints are set to 0 when they are read. */
const isTaken = ({ region }: Place): boolean => region === 'adjoint' || region === 'reached' || region === 'adjointTangent';
