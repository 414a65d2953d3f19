import type { Problem } from '../protocol/model';

/** The command line itself is wrong: an unknown option, a missing value, no such file. */
export class UsageError extends Error {
  constructor(
    message: string,
    readonly hint?: string,
  ) {
    super(message);
    this.name = 'UsageError';
  }
}

/** Something in the user's files stops the command; each problem has its place. */
export class SourceError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(problems.map(({ message }) => message).join('\n'));
    this.name = 'SourceError';
  }
}
