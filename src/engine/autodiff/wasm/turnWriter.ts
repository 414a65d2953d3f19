import type { Code, Scalar, ValueType, Vector } from '../../wasm/code';
import type { Module } from '../../wasm/module';
import type { Place, TurnProgram } from '../compile/turnProgram';
import { CONSTANT, type Graph, liveOrder } from '../graph/graph';
import type { Step } from '../grouping/blocks';
import { ARITY, OP, OPS, type Op } from '../ops';
import type { CarriedTurn } from './carried';

/** What a turn computes. */
export interface Turn {
  readonly graph: Graph;
  readonly program: TurnProgram;
}

/** The loop around a turn: where its entries are, and what is held in local variables for all turns, by `nameOf` the place. */
export interface Loop {
  /** Leaves on the stack, in bytes, how far on an entry is that moves by this step. */
  pushOffset(step: Step): void;
  /** The rest of its address. */
  base(place: Place): number;
  /** A local variable for use within the turn. */
  local(type: ValueType): number;
  /** Entries that are the same in every turn. */
  readonly held: ReadonlyMap<string, number>;
  /** What all turns add to the same entry. */
  readonly sums: ReadonlyMap<string, number>;
  /** What each turn hands to the next, if the loop does so. */
  readonly carried?: CarriedTurn | undefined;
}

/** A deeper expression than this gets a local variable, to bound the recursion that writes it. */
const MAX_DEPTH = 40;

const INSTRUCTION: { readonly [Name in Op]?: Scalar } = {
  ...({ add: 'add', sub: 'sub', mul: 'mul', div: 'div', min: 'min', max: 'max' } as const),
  ...({ neg: 'neg', abs: 'abs', sqrt: 'sqrt', floor: 'floor', ceil: 'ceil', trunc: 'trunc' } as const),
};
const TRUTH: { readonly [Name in Op]?: Scalar } = { less: 'lt', lessEqual: 'le', equal: 'eq', and: 'and', or: 'or', not: 'not' };
/** The same on masks, vectors whose bits are all set or all clear. */
const MASK: { readonly [Name in Op]?: Vector } = { less: 'lt', lessEqual: 'le', equal: 'eq', and: 'and', or: 'or', not: 'not' };
/** The same on vectors, which takes no longer. */
const VECTOR: { readonly [Name in Op]?: Vector } = { add: 'add', sub: 'sub', mul: 'mul', neg: 'neg', abs: 'abs' };
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

/** Writes the code of one turn, one double at a time. */
export class TurnWriter {
  private readonly order: readonly number[];
  private readonly uses = new Map<number, number>();
  private readonly depth = new Map<number, number>();
  private readonly locals = new Map<number, number>();
  private readonly masks = new Map<number, number>();

  constructor(
    private readonly module: Module,
    private readonly code: Code,
    private readonly turn: Turn,
  ) {
    const { graph, program } = turn;
    const roots = program.writes.map(({ node }) => node);
    this.order = liveOrder(graph, roots, program.known);
    const count = (node: number) => this.uses.set(node, (this.uses.get(node) ?? 0) + 1);
    for (const node of this.order) if (!program.known.has(node)) graph.operands(node).forEach(count);
    roots.forEach(count);
  }

  /** What the turn reads from memory. */
  get reads(): Place[] {
    return this.order.flatMap((node) => this.source(node) ?? []);
  }

  write(loop: Loop): void {
    this.takeHeld(loop);
    this.takeAdjoints(loop);
    for (const node of this.order) this.keep(loop, node);
    for (const write of this.turn.program.writes) this.writeOut(loop, write);
    this.handOn(loop);
  }

  /** Where a node is read from memory, if it is. */
  private source(node: number): Place | undefined {
    const { graph, program } = this.turn;
    return graph.op[node] === OP.input ? program.place(graph.a[node]) : program.known.get(node);
  }

  private takeHeld({ held, carried }: Loop): void {
    for (const node of this.order) {
      const place = this.source(node);
      if (place === undefined || isTaken(place)) continue;
      const local = place.step === 0 ? held.get(nameOf(place)) : carried?.reading(place)?.local;
      if (local !== undefined) this.locals.set(node, local);
    }
  }

  private takeAdjoints(loop: Loop): void {
    const { code } = this;
    for (const node of this.order) {
      const place = this.source(node);
      if (place === undefined || !isTaken(place)) continue;
      const carried = loop.carried?.reading(place);
      if (carried?.whole) {
        this.locals.set(node, carried.local);
        continue;
      }
      const local = loop.local('f64');
      this.fetch(loop, place);
      if (carried !== undefined) code.get(carried.local).s('add');
      code.set(local);
      this.locals.set(node, local);
      loop.pushOffset(place.step);
      code.double(0).storeDouble(loop.base(place));
    }
  }

  private writeOut(loop: Loop, write: TurnProgram['writes'][number]): void {
    const { code } = this;
    const { node, place, how } = write;
    if (how === 'add' && loop.carried?.isHandedOn(write)) return;
    const sum = isSum(write) ? loop.sums.get(nameOf(place)) : undefined;
    if (sum !== undefined) {
      code.get(sum);
      this.number(loop, node);
      code.s('add').set(sum);
      return;
    }
    loop.pushOffset(place.step);
    this.number(loop, node);
    if (how !== 'store') {
      this.fetch(loop, place);
      code.s(how === 'add' ? 'add' : 'max');
    }
    code.storeDouble(loop.base(place));
  }

  /** All at once, since what is handed on may be made of what was handed over. */
  private handOn(loop: Loop): void {
    const { code } = this;
    const next = loop.carried?.next(this.turn.program.writes) ?? [];
    for (const { node } of next) {
      if (node === undefined) code.double(0);
      else this.number(loop, node);
    }
    for (const { local } of next.toReversed()) code.set(local);
  }

  private fetch(loop: Loop, place: Place): void {
    loop.pushOffset(place.step);
    this.code.loadDouble(loop.base(place));
  }

  /** Puts a node into a local variable if it is used again, or if the expression grows too deep. */
  private keep(loop: Loop, node: number): void {
    const { graph } = this.turn;
    if (graph.op[node] === CONSTANT || this.source(node) !== undefined) return;
    let depth = 1;
    for (const operand of graph.operands(node)) depth = Math.max(depth, 1 + (this.depth.get(operand) ?? 0));
    const kept = (this.uses.get(node) ?? 0) > 1 || depth > MAX_DEPTH;
    this.depth.set(node, kept ? 0 : depth);
    if (!kept) return;
    const local = loop.local(this.isTruth(node) ? 'i32' : 'f64');
    this.evaluate(loop, node);
    this.code.set(local);
    this.locals.set(node, local);
  }

  /** Leaves the node on the stack: an i32 for truth values, else a double. */
  private push(loop: Loop, node: number): void {
    const local = this.locals.get(node);
    if (local !== undefined) this.code.get(local);
    else if (this.source(node) !== undefined && (this.uses.get(node) ?? 0) > 1) this.take(loop, node);
    else this.evaluate(loop, node);
  }

  /** What is used again is read where it is first used: read before, much would wait its turn on the stack. */
  private take(loop: Loop, node: number): void {
    const local = loop.local('f64');
    this.evaluate(loop, node);
    this.code.tee(local);
    this.locals.set(node, local);
  }

  private number(loop: Loop, node: number): void {
    this.push(loop, node);
    if (this.isTruth(node)) this.code.s('convertFromI32');
  }

  private condition(loop: Loop, node: number): void {
    this.push(loop, node);
    if (!this.isTruth(node)) this.code.double(0).s('ne');
  }

  private isTruth(node: number): boolean {
    const { graph } = this.turn;
    return graph.op[node] !== CONSTANT && this.source(node) === undefined && TRUTH[OPS[graph.op[node]]] !== undefined;
  }

  private evaluate(loop: Loop, node: number): void {
    const { graph } = this.turn;
    const constant = graph.valueOf(node);
    const place = this.source(node);
    if (constant !== undefined) this.code.double(constant);
    else if (place !== undefined) this.fetch(loop, place);
    else this.operation(loop, OPS[graph.op[node]], graph.operands(node));
  }

  private operation(loop: Loop, op: Op, operands: readonly number[]): void {
    const { code } = this;
    const [x, y, z] = operands;
    const truth = TRUTH[op];
    if (op === 'select' && this.turn.program.guessed.has(x)) {
      this.number(loop, y);
      this.number(loop, z);
      this.condition(loop, x);
      code.s('select');
    } else if (op === 'select') {
      this.select(loop, x, y, z);
      code.extractLane(0);
    } else if (op === 'sign') this.sign(loop, x);
    else if (truth !== undefined) {
      for (const operand of operands) {
        if (LOGIC.has(op)) this.condition(loop, operand);
        else this.number(loop, operand);
      }
      code.s(truth);
    } else this.arithmetic(loop, op, operands);
  }

  /** By masks: engines turn the instruction for it into a branch, which is often guessed wrong where data decide. */
  private select(loop: Loop, condition: number, whenTrue: number, whenFalse: number): void {
    const { code } = this;
    if (!this.isZero(whenTrue)) this.vector(loop, whenTrue);
    if (!this.isZero(whenFalse)) this.vector(loop, whenFalse);
    this.mask(loop, condition);
    if (this.isZero(whenFalse)) code.v('and');
    else code.v(this.isZero(whenTrue) ? 'andNot' : 'bitSelect');
  }

  private isZero(node: number): boolean {
    return Object.is(this.turn.graph.valueOf(node), 0);
  }

  /** Leaves the node in both lanes of a vector, with as much of what it is made of as nothing else needs. */
  private vector(loop: Loop, node: number): void {
    const { graph } = this.turn;
    const constant = graph.valueOf(node);
    const place = this.source(node);
    const instruction = VECTOR[OPS[graph.op[node]]];
    const [x, y, z] = graph.operands(node);
    if (constant !== undefined) this.code.vector(constant);
    else if (this.locals.has(node) || (this.uses.get(node) ?? 0) > 1) this.splat(loop, node);
    else if (place !== undefined) {
      loop.pushOffset(place.step);
      this.code.loadSplat(loop.base(place));
    } else if (graph.op[node] === OP.select) this.select(loop, x, y, z);
    else if (instruction !== undefined) {
      for (const operand of graph.operands(node)) this.vector(loop, operand);
      this.code.v(instruction);
    } else this.splat(loop, node);
  }

  private splat(loop: Loop, node: number): void {
    this.number(loop, node);
    this.code.v('splat');
  }

  private mask(loop: Loop, condition: number): void {
    const known = this.masks.get(condition);
    if (known !== undefined) {
      this.code.get(known);
      return;
    }
    const local = loop.local('v128');
    this.comparison(loop, condition);
    this.code.tee(local);
    this.masks.set(condition, local);
  }

  private comparison(loop: Loop, condition: number): void {
    const { graph } = this.turn;
    const op = this.isTruth(condition) ? OPS[graph.op[condition]] : undefined;
    const instruction = op && MASK[op];
    if (op === undefined || instruction === undefined) {
      this.vector(loop, condition);
      this.code.vector(0).v('ne');
      return;
    }
    for (const operand of graph.operands(condition)) {
      if (LOGIC.has(op)) this.mask(loop, operand);
      else this.vector(loop, operand);
    }
    this.code.v(instruction);
  }

  private arithmetic(loop: Loop, op: Op, operands: readonly number[]): void {
    const instruction = INSTRUCTION[op];
    for (const operand of operands) this.number(loop, operand);
    if (instruction === undefined) this.code.call(importCall(this.module, op));
    else this.code.s(instruction);
  }

  /** ±1 with the sign of x; x itself where it is 0 or NaN. */
  private sign(loop: Loop, x: number): void {
    const { code } = this;
    const held = loop.local('f64');
    this.number(loop, x);
    code.set(held).double(1).get(held).s('copySign').get(held).get(held).s('abs').double(0).s('gt').s('select');
  }
}

/** Added to the same entry in every turn, so that a local variable can do it. */
export const isSum = ({ place, how }: TurnProgram['writes'][number]): boolean => how === 'add' && place.step === 0;

/** Of an entry that is the same in every turn. */
export const nameOf = ({ region, operand }: Place): string => `${region} ${operand}`;

/** Adjoints of a turn are set to 0 when it reads them. */
export const isTaken = ({ region, step }: Place): boolean =>
  step === 'turn' && (region === 'adjoint' || region === 'reached' || region === 'adjointTangent');
