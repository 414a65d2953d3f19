import { t } from '../../l10n/t';
import type { Tape } from './tape';

/**
 * A number whose history is being recorded. Code that was instrumented handles it through the runtime; the methods here are
 * what the user's own calls reach, and what natives do to it: text is made from the pinned value, arithmetic is refused.
 */
export class TracedNumber {
  constructor(
    readonly tape: Tape,
    readonly node: number,
    readonly value: number,
  ) {}

  [Symbol.toPrimitive](hint: string): string {
    if (hint === 'string') return this.toString();
    return this.tape.block(t("A number was handed to code that can't be traced, such as a native function."), this.tape.callSite);
  }

  valueOf(): this {
    return this;
  }
  toString(radix?: number): string {
    return this.pinned().toString(radix);
  }
  toFixed(digits?: number): string {
    return this.pinned().toFixed(digits);
  }
  toPrecision(digits?: number): string {
    return this.pinned().toPrecision(digits);
  }
  toExponential(digits?: number): string {
    return this.pinned().toExponential(digits);
  }
  toLocaleString(locales?: string | string[], options?: Intl.NumberFormatOptions): string {
    return this.pinned().toLocaleString(locales, options);
  }
  /** Text that is mostly read again, as a copy of the value: pinned, that copy would seem not to depend on the parameters. */
  toJSON(): number {
    return this.tape.block(t('JSON keeps no derivatives; copy values with structuredClone or a spread.'), this.tape.callSite);
  }

  private pinned(): number {
    return this.tape.pin(this.node, this.tape.site[this.node]);
  }
}

/** A truth value whose history is being recorded; its node holds 1 or 0. */
export class TracedBoolean {
  constructor(
    readonly tape: Tape,
    readonly node: number,
    readonly value: boolean,
  ) {}

  /** The plain truth value, which the recorded path depends on from now on. */
  valueOf(): boolean {
    this.tape.guard(this.node, this.value);
    return this.value;
  }
  [Symbol.toPrimitive](hint: string): string | number {
    return hint === 'string' ? this.toString() : Number(this.valueOf());
  }
  toString(): string {
    return String(this.valueOf());
  }
  toJSON(): boolean {
    return this.valueOf();
  }
}

export type Traced = TracedNumber | TracedBoolean;

export const isTraced = (x: unknown): x is Traced => x instanceof TracedNumber || x instanceof TracedBoolean;
