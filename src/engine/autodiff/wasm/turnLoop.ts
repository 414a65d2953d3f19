import type { Code, ValueType } from '../../wasm/code';
import type { Module } from '../../wasm/module';
import type { Place } from '../compile/turnProgram';
import type { Step } from '../grouping/blocks';
import type { Handover } from '../grouping/handovers';
import { Carried, type CarriedTurn } from './carried';
import { Constancy } from './constancy';
import { type Loop, type Turn, TurnWriter } from './turnWriter';

export type Direction = 'forward' | 'reverse';
/** Where an entry of a region is in memory, in bytes. */
export type Address = (region: Place['region'], operand: number) => number;

export interface TurnLoopSpec extends Turn {
  readonly turns: number;
  /** Operations of a turn. */
  readonly length: number;
  readonly handovers: readonly Handover[];
  readonly direction: Direction;
  readonly address: Address;
}

/** Adds a function that runs a program for all turns of a stretch; returns its index. */
export function defineTurnLoop(module: Module, spec: TurnLoopSpec): number {
  const { index, code } = module.define([], []);
  const loop = new RegularLoop(code, spec);
  loop.write(new TurnWriter(module, code, spec));
  return index;
}

class RegularLoop implements Loop {
  /** By stride, how many bytes the present turn is from the first entry. */
  private readonly offsets = new Map<number, number>();
  private readonly constancy: Constancy;
  carried: CarriedTurn | undefined;

  constructor(
    private readonly code: Code,
    private readonly spec: TurnLoopSpec,
  ) {
    this.constancy = new Constancy(code, spec.address);
  }

  get held(): ReadonlyMap<string, number> {
    return this.constancy.held;
  }

  get sums(): ReadonlyMap<string, number> {
    return this.constancy.sums;
  }

  write(turn: TurnWriter): void {
    const { code, spec, constancy } = this;
    const { turns, program, direction } = spec;
    if (turns === 1) {
      turn.write(this);
      return;
    }
    const remaining = code.local('i32');
    code.i32(turns).set(remaining);
    for (const { step } of [...turn.reads, ...program.writes.map(({ place }) => place)]) this.prepare(this.stride(step));
    constancy.begin(turn.reads, program.writes);
    const carried = new Carried(code, spec.address, direction, spec.handovers, [program]);
    this.carried = carried.turn(0);
    carried.begin();
    code.loop();
    turn.write(this);
    const ahead = direction === 'forward' ? 1 : -1;
    for (const [stride, offset] of this.offsets)
      code
        .get(offset)
        .i32(8 * stride * ahead)
        .addI32()
        .set(offset);
    code.get(remaining).i32(-1).addI32().tee(remaining).repeatIf();
    constancy.end();
    carried.end();
  }

  pushOffset(step: Step): void {
    const offset = this.offsets.get(this.stride(step));
    if (offset === undefined) this.code.i32(0);
    else this.code.get(offset);
  }

  /** Of the lowest entry that any turn has. */
  base({ region, operand, step }: Place): number {
    return this.spec.address(region, operand + Math.min(0, this.stride(step) * (this.spec.turns - 1)));
  }

  local(type: ValueType): number {
    return this.code.local(type);
  }

  private stride(step: Step): number {
    if (typeof step === 'number') return step;
    if (step === 'turn') return this.spec.length;
    throw new Error('Entries that are listed turn by turn belong to branching loops.');
  }

  private prepare(stride: number): void {
    if (stride === 0 || this.offsets.has(stride)) return;
    const offset = this.code.local('i32');
    const last = this.spec.turns - 1;
    const startsAtEnd = (this.spec.direction === 'reverse') === stride > 0;
    this.code.i32(startsAtEnd ? 8 * Math.abs(stride) * last : 0).set(offset);
    this.offsets.set(stride, offset);
  }
}
