import { UserCodeError } from '../engine/errors';
import type { SourceRange } from '../engine/objective';

/** The kinds of trouble that reading and loading the user's code can meet; each is also a problem code of the protocol. */
export type SourceProblemCode =
  | 'syntax'
  | 'no-loss'
  | 'start-unknown'
  | 'import-missing'
  | 'threw'
  | 'not-a-number'
  | 'numeric-derivatives'
  | 'batched-derivatives'
  | 'bad-input';

/** Trouble that does not stop the work, or is reported beside what could still be done. */
export interface SourceProblem {
  readonly code: SourceProblemCode;
  readonly message: string;
  readonly hint?: string | undefined;
  readonly range?: SourceRange | undefined;
}

/** Trouble that stops the work. */
export class SourceError extends UserCodeError {
  readonly code: SourceProblemCode;

  constructor(code: SourceProblemCode, what: string, place: ConstructorParameters<typeof UserCodeError>[1] = {}) {
    super(what, place);
    this.code = code;
  }
}
