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
