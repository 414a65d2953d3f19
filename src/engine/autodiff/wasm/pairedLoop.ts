import type { Code } from '../../wasm/code';
import type { Module } from '../../wasm/module';
import type { Place, TurnProgram } from '../compile/turnProgram';
import { liveOrder } from '../graph/graph';
import { OP } from '../ops';
import type { Address } from './turnLoop';
import { isSum, nameOf, type Turn } from './turnWriter';
import { singleCalls, VectorWriter } from './vectorWriter';

export interface PairedLoopSpec extends Turn {
  /** At least 2. */
  readonly turns: number;
  /** Operations of a turn. */
  readonly length: number;
  readonly address: Address;
}

/**
 * Adds a function that runs a program for all turns of a stretch, two at a time in the lanes of a vector: none may read what another
 * writes. What it writes are sums, and entries that move on by one from turn to turn. Returns its index.
 */
export function definePairedLoop(module: Module, spec: PairedLoopSpec): number {
  const { index, code } = module.define([], []);
  new PairedLoop(module, code, spec).write();
  return index;
}

class PairedLoop {
  /** By stride, how many bytes the present turn is from the lowest entry. */
  private readonly offsets = new Map<number, number>();
  /** What is the same in all turns, by name. */
  private readonly held = new Map<string, number>();
  private readonly sums: readonly { readonly write: TurnProgram['writes'][number]; readonly local: number }[];
  private readonly order: readonly number[];

  constructor(
    private readonly module: Module,
    private readonly code: Code,
    private readonly spec: PairedLoopSpec,
  ) {
    const { graph, program } = spec;
    const roots = program.writes.map(({ node }) => node);
    this.order = liveOrder(graph, roots, program.known);
    this.sums = program.writes.filter(isSum).map((write) => ({ write, local: code.local('v128') }));
  }

  write(): void {
    const { code, spec } = this;
    const places = this.order.flatMap((node) => this.source(node) ?? []);
    for (const place of places) if (place.step === 0) this.hold(place);
    for (const { step } of [...places, ...spec.program.writes.map(({ place }) => place)]) this.prepare(this.stride(step));
    const remaining = code.local('i32');
    code.i32(spec.turns >> 1).set(remaining);
    if (spec.turns % 2 === 1) {
      this.turns(true);
      this.advance(1);
    }
    code.loop();
    this.turns(false);
    this.advance(2);
    code.get(remaining).i32(-1).addI32().tee(remaining).repeatIf();
    for (const { write, local } of this.sums) {
      const at = spec.address(write.place.region, write.place.operand);
      code.i32(0).i32(0).loadDouble(at).get(local).extractLane(0).get(local).extractLane(1).s('add').s('add').storeDouble(at);
    }
  }

  /** @param first whether the second of the pair will be the first of the next one, so that sums are to leave it out */
  private turns(first: boolean): void {
    const { code, spec, order } = this;
    const { graph, program } = spec;
    const roots = program.writes.map(({ node }) => node);
    const calls = singleCalls(this.module, graph, order);
    const writer = new VectorWriter(code, { graph, order, roots, calls, reading: (node) => this.reading(node) });
    writer.prepare();
    for (const { write, local } of this.sums) {
      writer.number(write.node);
      if (first) code.mask(true, false).v('and');
      code.get(local).v('add').set(local);
    }
    for (const write of program.writes) {
      if (isSum(write)) continue;
      this.pushOffset(this.stride(write.place.step));
      writer.number(write.node);
      code.store(this.base(write.place));
    }
  }

  private source(node: number): Place | undefined {
    const { graph, program } = this.spec;
    return graph.op[node] === OP.input ? program.place(graph.a[node]) : program.known.get(node);
  }

  private reading(node: number): (() => void) | undefined {
    const place = this.source(node);
    return place && (() => this.read(place));
  }

  private read(place: Place): void {
    const { code } = this;
    const local = place.step === 0 ? this.held.get(nameOf(place)) : undefined;
    const stride = this.stride(place.step);
    if (local !== undefined) code.get(local);
    else {
      this.pushOffset(stride);
      if (stride === 1) code.load(this.base(place));
      else {
        code.loadSplat(this.base(place));
        this.pushOffset(stride);
        code
          .i32(8 * stride)
          .addI32()
          .loadDouble(this.base(place))
          .replaceLane(1);
      }
    }
  }

  private hold(place: Place): void {
    const { code, held, spec } = this;
    if (held.has(nameOf(place))) return;
    const local = code.local('v128');
    code.i32(0).loadSplat(spec.address(place.region, place.operand)).set(local);
    held.set(nameOf(place), local);
  }

  private advance(turns: number): void {
    for (const [stride, offset] of this.offsets)
      this.code
        .get(offset)
        .i32(8 * stride * turns)
        .addI32()
        .set(offset);
  }

  private stride(step: Place['step']): number {
    if (typeof step === 'object') throw new Error('Entries that are listed turn by turn belong to branching loops.');
    return step === 'turn' ? this.spec.length : step;
  }

  private prepare(stride: number): void {
    if (stride === 0 || this.offsets.has(stride)) return;
    const offset = this.code.local('i32');
    this.code.i32(Math.max(0, -8 * stride * (this.spec.turns - 1))).set(offset);
    this.offsets.set(stride, offset);
  }

  private pushOffset(stride: number): void {
    this.code.get(this.offsets.get(stride) ?? 0);
  }

  /** Of the lowest entry that any turn has. */
  private base({ region, operand, step }: Place): number {
    return this.spec.address(region, operand + Math.min(0, this.stride(step) * (this.spec.turns - 1)));
  }
}
