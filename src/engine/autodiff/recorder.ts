import { t } from '../../l10n/t';
import type { BinaryOp, UnaryOp } from './ops';
import { type ExternalSource, PART, Tape } from './tape';
import { isTraced, TracedBoolean, TracedNumber } from './traced';

/** The part of the runtime that everything else of it shares: the tape being written, if any, and how values get onto it. */
export class Recorder {
  tape: Tape | undefined;
  private epochs = 0;

  begin(): Tape {
    this.epochs = (this.epochs + 1) & 0xffff;
    this.tape = new Tape(this.epochs);
    return this.tape;
  }

  end(): void {
    if (this.tape !== undefined) this.tape.sealed = true;
    this.tape = undefined;
  }

  /** The tape a traced value is on, which must be the one being written. */
  tapeOf(x: TracedNumber | TracedBoolean, site: number): Tape {
    if (!x.tape.sealed) return x.tape;
    const message = t('This reads a value that an earlier evaluation left behind, so the loss depends on what was evaluated before.');
    return this.tape === undefined ? x.tape.block(message, site) : this.tape.block(message, site);
  }

  /** A number, traced or plain, as an operand. Everything else converts as the language converts it. */
  operand(tape: Tape, x: unknown, site: number): number {
    if (typeof x === 'number') return tape.constant(x);
    if (isTraced(x)) {
      this.tapeOf(x, site);
      return x.node;
    }
    if (typeof x === 'bigint') throw new TypeError('Cannot mix BigInt and other types, use explicit conversions');
    return tape.constant(Number(x));
  }

  unary(op: UnaryOp, x: TracedNumber | TracedBoolean, site: number): TracedNumber {
    const tape = this.tapeOf(x, site);
    const node = tape.record(op, x.node, 0, 0, site);
    return new TracedNumber(tape, node, tape.value[node]);
  }

  /** At least one of x and y must be traced. */
  binary(op: BinaryOp, x: unknown, y: unknown, site: number): TracedNumber {
    const tape = this.commonTape(x, y, site);
    const node = tape.record(op, this.operand(tape, x, site), this.operand(tape, y, site), 0, site);
    return new TracedNumber(tape, node, tape.value[node]);
  }

  compare(op: BinaryOp, x: unknown, y: unknown, site: number): TracedBoolean {
    const tape = this.commonTape(x, y, site);
    const node = tape.record(op, this.operand(tape, x, site), this.operand(tape, y, site), 0, site);
    return new TracedBoolean(tape, node, tape.value[node] === 1);
  }

  not(x: TracedBoolean, site: number): TracedBoolean {
    const tape = this.tapeOf(x, site);
    return new TracedBoolean(tape, tape.record('not', x.node, 0, 0, site), !x.value);
  }

  select(condition: TracedBoolean, x: unknown, y: unknown, site: number): TracedNumber {
    const tape = this.tapeOf(condition, site);
    const node = tape.record('select', condition.node, this.operand(tape, x, site), this.operand(tape, y, site), site);
    return new TracedNumber(tape, node, tape.value[node]);
  }

  /** The traced number in x, undefined if there is none. */
  traced(x: unknown): TracedNumber | undefined {
    if (x instanceof TracedNumber) return this.tapeOf(x, this.callSite) && x;
    return x instanceof TracedBoolean ? new TracedNumber(x.tape, x.node, Number(x.value)) : undefined;
  }

  /** A value from outside, different each time, if a tape is being written. */
  external(source: ExternalSource, value: number): TracedNumber | number {
    const { tape } = this;
    return tape === undefined ? value : new TracedNumber(tape, tape.external(source, value, tape.callSite), value);
  }

  /** The plain value; a traced one is bound to what it is now. */
  pin<T>(x: T, site: number): T | number | boolean {
    if (x instanceof TracedNumber) return this.tapeOf(x, site).pin(x.node, site);
    return x instanceof TracedBoolean ? this.truth(x, site) : x;
  }

  /** The plain truth value; a traced one becomes a guard. Of a number: neither 0 nor NaN. */
  truth(x: unknown, site: number): boolean {
    if (x instanceof TracedBoolean) {
      this.tapeOf(x, site).guard(x.node, x.value);
      return x.value;
    }
    if (!(x instanceof TracedNumber)) return Boolean(x);
    const zero = this.compare('equal', x, 0, site | PART);
    const same = this.compare('equal', x, x, site | PART);
    for (const test of [zero, same]) test.tape.guard(test.node, test.value);
    return same.value && !zero.value;
  }

  /** Gives up tracing: what the code does next has no exact derivative. Harmless where nothing is being traced. */
  block(message: string, site: number): void {
    this.tape?.block(message, site);
  }

  /** Where the call stands that is about to be made; for functions that get no site of their own, like those of `Math`. */
  get callSite(): number {
    return this.tape?.callSite ?? 0;
  }

  private commonTape(x: unknown, y: unknown, site: number): Tape {
    if (isTraced(x)) return this.tapeOf(x, site);
    if (isTraced(y)) return this.tapeOf(y, site);
    throw new TypeError('Neither operand is traced.');
  }
}
