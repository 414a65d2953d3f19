import { t } from '../l10n/t';
import type { SourceRange } from './objective';

/** Something is asked for that this can't be had for, such as more parameters than it can deal with. */
export class LimitError extends RangeError {}

/**
 * Something in the user's code, or in how it is annotated, that stops the work.
 * `what` says what happened, `hint` what to do about it; `range` is the place, when one is known.
 */
export class UserCodeError extends Error {
  readonly range: SourceRange | undefined;
  readonly hint: string | undefined;

  constructor(what: string, place: { range?: SourceRange | undefined; hint?: string | undefined; cause?: unknown } = {}) {
    super(what, { cause: place.cause });
    this.name = 'UserCodeError';
    this.range = place.range;
    this.hint = place.hint;
  }
}

/** `instanceof`; a proxy that was thrown may refuse to say what it is. */
export function isOf<T>(thrown: unknown, kind: new (...args: never[]) => T): thrown is T {
  try {
    return thrown instanceof kind;
  } catch {
    return false;
  }
}

/** What was thrown, as text; user code may throw anything, also what can't be shown. */
export function messageOf(error: unknown): string {
  return shown(() => (error instanceof Error ? error.message : String(error)));
}

/** The same with the kind of an error: `TypeError: x is not a function`. */
export function thrownText(error: unknown): string {
  return shown(() => (error instanceof Error ? `${error.name}: ${error.message}` : String(error)));
}

function shown(text: () => string): string {
  try {
    return text();
  } catch {
    return t('something that can’t be shown as text');
  }
}
