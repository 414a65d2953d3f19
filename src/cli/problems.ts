/** What went wrong, as compilers print it: `file:line:column: message`, the line itself, and what to do. */
import { readFileSync } from 'node:fs';
import { isAbsolute, relative } from 'node:path';
import { RequestError } from '../protocol/channel';
import type { Location, Problem } from '../protocol/model';
import { SourceError, UsageError } from './errors';
import type { Terminal } from './terminal';
import { indent } from './text/table';

/** Relative inside the working directory, absolute elsewhere. */
export function displayPath(file: string, cwd: string): string {
  const short = relative(cwd, file);
  return short === '' || short.startsWith('..') || isAbsolute(short) ? file : short;
}

export function displayPlace({ file, line, column }: Location, cwd: string): string {
  return `${displayPath(file, cwd)}:${line}:${column}`;
}

export function printError(error: unknown, terminal: Terminal): void {
  if (error instanceof UsageError) printUsage(error, terminal);
  else if (error instanceof SourceError) for (const problem of error.problems) printProblem(problem, terminal);
  else if (error instanceof RequestError) printProblem(error.problem, terminal);
  else terminal.err(`saddlescope: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
}

function printUsage({ message, hint }: UsageError, terminal: Terminal): void {
  const { red } = terminal.errPaint;
  terminal.err(`${red('saddlescope:')} ${message}\n${hint === undefined ? '' : `${indent(hint)}\n`}`);
}

export function printProblem(problem: Problem, terminal: Terminal): void {
  const { message, location } = problem;
  const hint = hintFor(problem);
  const { bold, red, dim } = terminal.errPaint;
  const place = location ? bold(`${displayPlace(location, terminal.cwd)}:`) : red('saddlescope:');
  const frame = location && codeFrame(location);
  terminal.err(`${place} ${message}\n${frame ? `${dim(frame)}\n` : ''}${hint === undefined ? '' : `${indent(hint)}\n`}`);
}

/** The limits are settings in the editor, and options here. */
const limitHints: Readonly<Partial<Record<Problem['code'], string>>> = {
  'time-limit': 'Is there a loop that never ends? The limit can be raised with --time-limit SECONDS.',
  'memory-limit': 'The limit can be raised with --memory-limit MB.',
};

const hintFor = ({ code, hint }: Problem): string | undefined => limitHints[code] ?? hint;

/** The line with the place underlined; undefined when the file can't be read any more. */
function codeFrame({ file, line, column, endLine, endColumn }: Location): string | undefined {
  const source = readIfThere(file)?.split(/\r?\n/)[line - 1];
  if (source === undefined || source.trim() === '') return undefined;
  const end = endLine === line ? endColumn : source.length + 1;
  const margin = source.slice(0, column - 1).replace(/[^\t]/g, ' ');
  const number = String(line);
  return indent(`${number} │ ${source}\n${' '.repeat(number.length)} │ ${margin}${'^'.repeat(Math.max(1, end - column))}`);
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
