/** Types of values, as encoded. */
export const TYPE = { i32: 0x7f, f64: 0x7c, v128: 0x7b } as const;
export type ValueType = keyof typeof TYPE;

/** Opcodes behind the SIMD prefix (WebAssembly 2.0, §5.4.10); vectors of two doubles throughout. */
const SIMD = {
  load: 0x00,
  loadSplat: 0x0a,
  store: 0x0b,
  const: 0x0c,
  shuffle: 0x0d,
  splatI64: 0x12,
  splat: 0x14,
  extractLane: 0x21,
  replaceLane: 0x22,
  eq: 0x47,
  ne: 0x48,
  lt: 0x49,
  le: 0x4b,
  ge: 0x4c,
  not: 0x4d,
  and: 0x4e,
  andNot: 0x4f,
  or: 0x50,
  bitSelect: 0x52,
  anyTrue: 0x53,
  ceil: 0x74,
  floor: 0x75,
  trunc: 0x7a,
  nearest: 0x94,
  shiftRightI32: 0xac,
  subI32: 0xb1,
  extendLowI32: 0xc7,
  shiftLeftI64: 0xcb,
  shiftRightI64: 0xcc,
  addI64: 0xce,
  subI64: 0xd1,
  abs: 0xec,
  neg: 0xed,
  sqrt: 0xef,
  add: 0xf0,
  sub: 0xf1,
  mul: 0xf2,
  div: 0xf3,
  min: 0xf4,
  max: 0xf5,
  truncateToI32: 0xfc,
  convertFromI32: 0xfe,
} as const;
/** Instructions that only take operands from the stack. */
export type Vector = Exclude<keyof typeof SIMD, 'load' | 'loadSplat' | 'store' | 'const' | 'shuffle' | 'extractLane' | 'replaceLane'>;

/** Opcodes for single doubles and truth values (WebAssembly 2.0, §5.4.6). */
const SCALAR = {
  select: 0x1b,
  and: 0x71,
  or: 0x72,
  not: 0x45,
  add: 0xa0,
  sub: 0xa1,
  mul: 0xa2,
  div: 0xa3,
  min: 0xa4,
  max: 0xa5,
  copySign: 0xa6,
  abs: 0x99,
  neg: 0x9a,
  ceil: 0x9b,
  floor: 0x9c,
  trunc: 0x9d,
  sqrt: 0x9f,
  eq: 0x61,
  ne: 0x62,
  lt: 0x63,
  gt: 0x64,
  le: 0x65,
  convertFromI32: 0xb7,
} as const;
export type Scalar = keyof typeof SCALAR;

/** The body of one WebAssembly function, written instruction by instruction. Methods return the code itself, for chaining. */
export class Code {
  readonly bytes: number[] = [];
  readonly locals: ValueType[] = [];

  constructor(readonly parameters: readonly ValueType[]) {}

  local(type: ValueType): number {
    return this.parameters.length + this.locals.push(type) - 1;
  }

  raw(...bytes: readonly number[]): this {
    for (const byte of bytes) this.bytes.push(byte);
    return this;
  }

  /** An instruction followed by a number, LEB128. */
  private numbered(instruction: number, value: number): this {
    this.bytes.push(instruction);
    let rest = value;
    for (; rest >= 0x80; rest >>>= 7) this.bytes.push((rest & 0x7f) | 0x80);
    this.bytes.push(rest);
    return this;
  }

  get(local: number): this {
    return this.numbered(0x20, local);
  }
  set(local: number): this {
    return this.numbered(0x21, local);
  }
  tee(local: number): this {
    return this.numbered(0x22, local);
  }
  i32(value: number): this {
    return value === 0 ? this.raw(0x41, 0) : this.raw(0x41, ...signed(value));
  }
  call(index: number): this {
    return this.numbered(0x10, index);
  }

  /** An instruction on single doubles; comparisons and logic yield or take an i32. */
  s(instruction: Scalar): this {
    this.bytes.push(SCALAR[instruction]);
    return this;
  }
  double(value: number): this {
    return this.raw(0x44, ...doubleBytes(value));
  }
  /** A double from the address on the stack plus `offset` bytes. */
  loadDouble(offset: number): this {
    return this.raw(0x2b).numbered(3, offset);
  }
  storeDouble(offset: number): this {
    return this.raw(0x39).numbered(3, offset);
  }

  /** Both lanes the same constant. */
  vector(value: number): this {
    return this.lanes(value, value);
  }
  lanes(first: number, second: number): this {
    return this.raw(0xfd, SIMD.const, ...doubleBytes(first), ...doubleBytes(second));
  }
  /** Lanes of bits: all set or all clear. */
  mask(first: boolean, second: boolean): this {
    return this.raw(0xfd, SIMD.const, ...[first, second].flatMap((set) => new Array<number>(8).fill(set ? 0xff : 0)));
  }
  v(instruction: Vector): this {
    return this.raw(0xfd, ...unsigned(SIMD[instruction]));
  }
  /** Moves 32-bit lanes 0 and 2 to the lower half. */
  packEvenI32(): this {
    return this.raw(0xfd, SIMD.shuffle, 0, 1, 2, 3, 8, 9, 10, 11, 0, 1, 2, 3, 8, 9, 10, 11);
  }
  extractLane(lane: 0 | 1): this {
    return this.raw(0xfd, SIMD.extractLane, lane);
  }
  replaceLane(lane: 0 | 1): this {
    return this.raw(0xfd, SIMD.replaceLane, lane);
  }
  /** From the address on the stack plus `offset` bytes. */
  load(offset: number): this {
    return this.raw(0xfd, SIMD.load, 3, ...unsigned(offset));
  }
  loadSplat(offset: number): this {
    return this.raw(0xfd, SIMD.loadSplat, 3, ...unsigned(offset));
  }
  store(offset: number): this {
    return this.raw(0xfd, SIMD.store, 3, ...unsigned(offset));
  }
  /** Of two vectors below an i32 on the stack: the lower one if it is not 0. */
  choose(): this {
    return this.raw(0x1c, 1, TYPE.v128);
  }
  i64Vector(value: bigint): this {
    return this.raw(0x42, ...signed64(value)).v('splatI64');
  }
  loadI32(offset: number): this {
    return this.raw(0x28).numbered(2, offset);
  }
  /** Without a sign. */
  loadByte(offset: number): this {
    return this.raw(0x2d).numbered(0, offset);
  }
  addI32(): this {
    return this.raw(0x6a);
  }
  lessI32(): this {
    return this.raw(0x48);
  }
  equalI32(): this {
    return this.raw(0x46);
  }
  block(): this {
    return this.raw(0x02, 0x40);
  }
  end(): this {
    return this.raw(0x0b);
  }
  /** Leaves the innermost block, or one further out. */
  branch(depth: number): this {
    return this.numbered(0x0c, depth);
  }
  /** Leaves as many blocks more than the innermost as the i32 on the stack says, which is less than `count`. */
  branchTable(count: number): this {
    this.numbered(0x0e, count);
    for (let depth = 0; depth <= count; depth++) this.raw(...unsigned(Math.min(depth, count - 1)));
    return this;
  }
  loop(): this {
    return this.raw(0x03, 0x40);
  }
  /** Back to the start of the innermost loop if the i32 on the stack is not 0; ends the loop. */
  repeatIf(): this {
    return this.raw(0x0d, 0, 0x0b);
  }
}

/** LEB128. */
export function unsigned(value: number): number[] {
  if (value < 0x80) return [value];
  const bytes: number[] = [];
  for (let rest = value; ; rest >>>= 7) {
    bytes.push(rest < 0x80 ? rest : (rest & 0x7f) | 0x80);
    if (rest < 0x80) return bytes;
  }
}

function signed(value: number): number[] {
  return signed64(BigInt(value));
}

function signed64(value: bigint): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7n) {
    const byte = Number(rest & 0x7fn);
    const last = (rest >> 6n === 0n && (byte & 0x40) === 0) || (rest >> 6n === -1n && (byte & 0x40) !== 0);
    if (last) return [...bytes, byte];
    bytes.push(byte | 0x80);
  }
}

function doubleBytes(value: number): number[] {
  return [...new Uint8Array(Float64Array.of(value).buffer)];
}
