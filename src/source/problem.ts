import { UserCodeError } from '../engine/errors';
import type { SourceRange } from '../engine/objective';
import { t } from '../l10n/t';

/** The kinds of trouble that reading and loading the user's code can meet; each is also a problem code of the protocol. */
export type SourceProblemCode =
  | 'syntax'
  | 'no-loss'
  | 'start-unknown'
  | 'import-missing'
  | 'threw'
  | 'language-changed'
  | 'not-a-number'
  | 'numeric-derivatives'
  | 'batched-derivatives'
  | 'not-deterministic'
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

/** Reading code takes as much stack as it is nested deep. */
export function withinStack<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new SourceError('syntax', t('The source is nested too deeply to be read.'), { range: { file, start: 0, end: 0 }, cause: error });
  }
}

/** Throws when something of the language, named here, was changed by what ran just now. */
export function refuseChange(changed: string | undefined, range?: SourceRange): void {
  if (changed === undefined) return;
  throw new SourceError('language-changed', t('This changes {0}, which belongs to the language; it was put back.', changed), {
    range,
    hint: t('All losses and the engine share it. Write a function of your own instead.'),
  });
}
