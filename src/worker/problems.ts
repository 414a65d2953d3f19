import { LimitError, UserCodeError } from '../engine/errors';
import type { SourceRange } from '../engine/objective';
import { OptionError } from '../engine/options';
import { RequestError } from '../protocol/channel';
import type { Location, Problem } from '../protocol/model';
import { SourceError, type SourceProblem } from '../source/problem';
import { locationOf } from '../source/text';

export type ReadText = (file: string) => string | undefined;

/** A range as editors show it; undefined when the file is not to be had any more. */
export function locationIn(read: ReadText, range: SourceRange | undefined): Location | undefined {
  const text = range && read(range.file);
  return range && text !== undefined ? locationOf(range, text) : undefined;
}

/** Any error as what happened, where, and what to do. */
export function problemFrom(read: ReadText, error: unknown): Problem {
  if (error instanceof RequestError) return error.problem;
  if (error instanceof UserCodeError) {
    const code = error instanceof SourceError ? error.code : 'threw';
    return sourceProblem(read, { code, message: error.message, hint: error.hint, range: error.range });
  }
  if (error instanceof OptionError || error instanceof LimitError) return { code: 'bad-input', message: error.message };
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}

export function sourceProblem(read: ReadText, { code, message, hint, range }: SourceProblem): Problem {
  const location = locationIn(read, range);
  return { code, message: clipped(message), ...(hint !== undefined && { hint }), ...(location && { location }) };
}

/** Letters of a message; user code may throw texts of any length. */
const longestMessage = 1000;

const clipped = (message: string): string => (message.length > longestMessage ? `${message.slice(0, longestMessage)}…` : message);
