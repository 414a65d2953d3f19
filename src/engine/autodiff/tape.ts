import { t } from '../../l10n/t';
import { ARITY, EVALUATE, OP, type Op } from './ops';

/** Thrown through the user's code when it can't be traced further. The tape remembers it, should that code catch it. */
export class BlockedError extends Error {
  override readonly name = 'BlockedError';
  constructor(
    message: string,
    readonly site: number,
    /** Nothing is wrong with it but its length. */
    readonly tooLong = false,
  ) {
    super(message);
  }
}

/** What a trace made use of that a derivative can't see. */
export type TapeFlag = 'random' | 'clock' | 'pinned';
/** Sources of values that change from one evaluation to the next. */
export type ExternalSource = 'random' | 'clock' | 'performance';

/** Above this many operations recording stops: with all that derivatives need on top, 0.5 to 1 GiB, the most where guards are many. */
export const MAX_OPERATIONS = 4_000_000;

/** A node whose truth the recorded path depends on, and what it was. A pin asks for one exact value, other guards for a branch. */
export interface Guard {
  readonly node: number;
  readonly expected: 0 | 1;
  readonly pin: boolean;
}

/** Set in the site of a node that is only a step of the expression at that site, not its value. */
export const PART = 0x8000_0000;

/** A place in a tape to go back to. */
export interface Mark {
  readonly length: number;
  readonly constants: number;
  readonly guards: number;
}

/**
 * One run of a loss, recorded operation by operation in append-only arrays: code, up to three operands, site, and the value
 * it had. An operand ≥ 0 is a node; an operand −1 − k is constant k. Nothing is merged while recording, so that equal work
 * in different iterations leaves equal traces. The first `inputs` nodes are the parameters.
 */
export class Tape {
  length = 0;
  op = new Uint8Array(1024);
  a = new Int32Array(1024);
  b = new Int32Array(1024);
  c = new Int32Array(1024);
  value = new Float64Array(1024);
  site = new Uint32Array(1024);
  constants = new Float64Array(256);
  constantCount = 0;
  inputs = 0;
  readonly guards: Guard[] = [];
  readonly externals: { readonly node: number; readonly source: ExternalSource }[] = [];
  /** With the site of the first time; 0 for none. */
  readonly flags = new Map<TapeFlag, number>();
  /** Sites at which state outside the loss was changed. */
  readonly outerWrites = new Set<number>();
  blocked: BlockedError | undefined;
  /** Where the call stands that is about to be made. */
  callSite = 0;
  /** Finished: its values must not be used in another run. */
  sealed = false;

  /** @param epoch tells handles of this tape from those of earlier ones, 16 bits. */
  constructor(readonly epoch: number) {}

  block(message: string, site: number, tooLong = false): never {
    this.blocked ??= new BlockedError(message, site, tooLong);
    throw this.blocked;
  }

  input(value: number): number {
    this.inputs++;
    return this.append(OP.input, 0, 0, 0, value, 0);
  }

  external(source: ExternalSource, value: number, site: number): number {
    const node = this.append(OP.external, 0, 0, 0, value, site);
    this.externals.push({ node, source });
    this.flag(source === 'random' ? 'random' : 'clock', site);
    return node;
  }

  flag(kind: TapeFlag, site: number): void {
    if (!this.flags.has(kind)) this.flags.set(kind, site);
  }

  constant(value: number): number {
    if (this.constantCount === this.constants.length) this.constants = grown(this.constants, Float64Array);
    this.constants[this.constantCount] = value;
    return -1 - this.constantCount++;
  }

  valueOf(operand: number): number {
    return operand >= 0 ? this.value[operand] : this.constants[-1 - operand];
  }

  /** Records an operation on operands and evaluates it. */
  record(op: Op, a: number, b: number, c: number, site: number): number {
    const code = OP[op];
    const arity = ARITY[code];
    const y = arity > 1 ? this.valueOf(b) : 0;
    const z = arity > 2 ? this.valueOf(c) : 0;
    return this.append(code, a, b, c, EVALUATE[code](this.valueOf(a), y, z), site);
  }

  guard(node: number, expected: boolean, pin = false): void {
    this.guards.push({ node, expected: expected ? 1 : 0, pin });
  }

  /** Binds the recorded path to the exact value of a node: where code needs a plain number. NaN is bound as "not equal to itself". */
  pin(node: number, site: number): number {
    const value = this.value[node];
    const undefinedNumber = Number.isNaN(value);
    const same = this.record('equal', node, undefinedNumber ? node : this.constant(value), 0, site | PART);
    this.guard(same, !undefinedNumber, true);
    this.flag('pinned', site);
    return value;
  }

  mark(): Mark {
    return { length: this.length, constants: this.constantCount, guards: this.guards.length };
  }

  /** Forgets what was recorded since the mark. */
  rollback(mark: Mark): void {
    this.length = mark.length;
    this.constantCount = mark.constants;
    this.guards.length = mark.guards;
    while ((this.externals.at(-1)?.node ?? -1) >= mark.length) this.externals.pop();
  }

  /** Recorded with its value known. */
  append(code: number, a: number, b: number, c: number, value: number, site: number): number {
    const node = this.length;
    if (node === this.op.length) this.grow(site);
    this.op[node] = code;
    this.a[node] = a;
    this.b[node] = b;
    this.c[node] = c;
    this.value[node] = value;
    this.site[node] = site;
    this.length = node + 1;
    return node;
  }

  private grow(site: number): void {
    if (this.length >= MAX_OPERATIONS)
      this.block(
        t('One evaluation takes more than {0} operations, the most that are traced at a time.', MAX_OPERATIONS.toLocaleString('en')),
        site,
        true,
      );
    this.op = grown(this.op, Uint8Array);
    this.a = grown(this.a, Int32Array);
    this.b = grown(this.b, Int32Array);
    this.c = grown(this.c, Int32Array);
    this.value = grown(this.value, Float64Array);
    this.site = grown(this.site, Uint32Array);
  }
}

function grown<T extends { readonly length: number; set(from: T): void }>(array: T, Type: new (length: number) => T): T {
  const larger = new Type(array.length * 2);
  larger.set(array);
  return larger;
}
