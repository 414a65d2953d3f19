import type { Code, ValueType } from '../../wasm/code';
import type { Module } from '../../wasm/module';
import type { Place } from '../compile/turnProgram';
import type { TurnTables } from '../compile/turnTables';
import type { Step } from '../grouping/blocks';
import type { Handover } from '../grouping/handovers';
import { Carried, type CarriedTurn } from './carried';
import { Constancy } from './constancy';
import type { Address, Direction } from './turnLoop';
import { type Loop, type Turn, TurnWriter } from './turnWriter';

export interface BranchingLoopSpec {
  readonly variants: readonly Turn[];
  readonly tables: TurnTables;
  readonly handovers: readonly Handover[];
  readonly direction: Direction;
  readonly address: Address;
}

/** Adds a function that runs for each turn of a loop the program of the variant it is; returns its index. */
export function defineBranchingLoop(module: Module, spec: BranchingLoopSpec): number {
  const { index, code } = module.define([], []);
  new BranchingLoopWriter(module, code, spec).write();
  return index;
}

class BranchingLoopWriter {
  private readonly constancy: Constancy;
  private readonly carried: Carried;
  private readonly pool: LocalPool;
  /** Number of the present turn, and where its record is. */
  private readonly turn: number;
  private readonly record: number;

  constructor(
    private readonly module: Module,
    private readonly code: Code,
    private readonly spec: BranchingLoopSpec,
  ) {
    this.constancy = new Constancy(code, spec.address);
    const programs = spec.variants.map(({ program }) => program);
    this.carried = new Carried(code, spec.address, spec.direction, spec.handovers, programs);
    this.pool = new LocalPool(code);
    this.turn = code.local('i32');
    this.record = code.local('i32');
  }

  write(): void {
    const { code, spec, constancy, turn } = this;
    const { tables } = spec;
    const forward = spec.direction === 'forward';
    const writers = spec.variants.map((variant) => new TurnWriter(this.module, code, variant));
    writers.forEach((writer, k) => {
      constancy.begin(writer.reads, spec.variants[k].program.writes);
    });
    this.carried.begin();
    code.i32(forward ? 0 : tables.turns - 1).set(turn);
    code.i32(forward ? tables.records : tables.end).set(this.record);
    code.loop();
    this.choice(writers);
    if (forward) code.get(turn).i32(1).addI32().tee(turn).i32(tables.turns).lessI32();
    else code.i32(-1).get(turn).i32(-1).addI32().tee(turn).lessI32();
    code.repeatIf();
    constancy.end();
    this.carried.end();
  }

  /** Nested blocks: the code of a variant follows the end of the block that its number leaves. */
  private choice(writers: readonly TurnWriter[]): void {
    const { code, spec } = this;
    for (let k = 0; k <= writers.length; k++) code.block();
    code.get(this.turn).loadByte(spec.tables.order).branchTable(writers.length);
    writers.forEach((writer, k) => {
      code.end();
      this.variant(writer, k);
      code.branch(writers.length - 1 - k);
    });
    code.end();
  }

  private variant(writer: TurnWriter, k: number): void {
    const { code, record, spec } = this;
    const size = spec.tables.size(k);
    this.pool.reset();
    if (spec.direction === 'reverse') code.get(record).i32(-size).addI32().set(record);
    writer.write(new VariantTurn(code, spec, this.constancy, this.carried.turn(k), this.pool, k, record));
    if (spec.direction === 'forward') code.get(record).i32(size).addI32().set(record);
  }
}

/** A turn of one variant: how far on its entries are is read from its record, each when first needed. */
class VariantTurn implements Loop {
  private readonly offsets = new Map<Step, number>();

  constructor(
    private readonly code: Code,
    private readonly spec: BranchingLoopSpec,
    private readonly constancy: Constancy,
    readonly carried: CarriedTurn,
    private readonly pool: LocalPool,
    private readonly variant: number,
    private readonly record: number,
  ) {}

  get held(): ReadonlyMap<string, number> {
    return this.constancy.held;
  }

  get sums(): ReadonlyMap<string, number> {
    return this.constancy.sums;
  }

  pushOffset(step: Step): void {
    const { code, offsets } = this;
    const known = offsets.get(step);
    if (known !== undefined) code.get(known);
    else if (step === 0) code.i32(0);
    else {
      const offset = this.pool.local('i32');
      code.get(this.record).loadI32(this.spec.tables.offset(this.variant, step)).tee(offset);
      offsets.set(step, offset);
    }
  }

  base({ region, operand, step }: Place): number {
    return this.spec.address(region, typeof step === 'object' ? 0 : operand);
  }

  local(type: ValueType): number {
    return this.pool.local(type);
  }
}

/** Local variables that the variants share, since only one of them runs at a time. */
class LocalPool {
  private readonly all: { readonly type: ValueType; readonly local: number }[] = [];
  private free: { readonly type: ValueType; readonly local: number }[] = [];

  constructor(private readonly code: Code) {}

  reset(): void {
    this.free = [...this.all];
  }

  local(type: ValueType): number {
    const at = this.free.findIndex((each) => each.type === type);
    if (at >= 0) return this.free.splice(at, 1)[0].local;
    const local = this.code.local(type);
    this.all.push({ type, local });
    return local;
  }
}
