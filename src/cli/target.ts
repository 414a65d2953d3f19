/** `FILE` or `FILE#FUNCTION`, resolved to one loss. */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Target } from '../protocol/engine';
import type { Location, LossDescription, LossSummary, Problem } from '../protocol/model';
import type { Engine } from './engine';
import { SourceError, UsageError } from './errors';
import { nearest } from './suggest';
import { table } from './text/table';
import { parseVector } from './vector';

export interface TargetText {
  /** Absolute path. */
  readonly file: string;
  readonly name: string | undefined;
}

/** Splits at the last `#`, unless a file of that whole name exists. Throws `UsageError` when there is no such file. */
export function parseTarget(text: string, cwd: string): TargetText {
  const hash = text.lastIndexOf('#');
  const whole = hash < 0 || isFile(resolve(cwd, text));
  const file = whole ? text : text.slice(0, hash);
  return { file: existingFile(file, cwd), name: whole ? undefined : text.slice(hash + 1) };
}

export function existingFile(file: string, cwd: string): string {
  const path = resolve(cwd, file);
  if (isFile(path)) return path;
  const what = statSync(path, { throwIfNoEntry: false }) ? 'is not a file' : 'does not exist';
  throw new UsageError(`${file} ${what}.`, 'A target is FILE or FILE#FUNCTION.');
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;

/** The losses that the file offers. Throws `SourceError` when it does not compile or offers none. */
export async function findLosses(engine: Engine, file: string): Promise<readonly LossSummary[]> {
  const { losses, problems } = await engine.request('losses', { file });
  const broken = problems.filter(({ code }) => code === 'syntax');
  if (broken.length > 0) throw new SourceError(broken);
  if (losses.length === 0) throw new SourceError(problems.length > 0 ? problems : [noLoss(file)]);
  return losses;
}

export function noLoss(file: string): Problem {
  return {
    code: 'no-loss',
    message: 'There is no loss function in this file.',
    hint: 'A loss returns a number and takes numbers, arrays of numbers or objects of these. Export it, or write /** @loss */ above it.',
    location: topOf(file),
  };
}

const topOf = (file: string): Location => ({ file, line: 1, column: 1, endLine: 1, endColumn: 1 });

/** The named loss, or the file's only one. */
export function chooseLoss(losses: readonly LossSummary[], { file, name }: TargetText): LossSummary {
  if (name === undefined && losses.length === 1) return losses[0];
  const chosen = losses.find((loss) => loss.name === name);
  if (chosen) return chosen;
  const names = losses.map((loss) => loss.name);
  const meant = name === undefined ? undefined : nearest(name, names);
  const message =
    name === undefined
      ? `There are ${losses.length} losses in this file; choose one with FILE#FUNCTION.`
      : `There is no loss "${name}" in this file.${meant === undefined ? '' : ` Did you mean ${meant}?`}`;
  const location = name === undefined ? losses[0].location : topOf(file);
  throw new SourceError([{ code: 'bad-input', message, hint: listOf(losses), location }]);
}

function listOf(losses: readonly LossSummary[]): string {
  return table(
    [{ title: '' }, { title: '' }],
    losses.map(({ name, signature, location }) => [`${name}${signature}`, `line ${location.line}`]),
  );
}

export interface ReadyLoss {
  readonly target: Target;
  readonly description: LossDescription;
}

/** A loss with its modules loaded, standing at `at` (a JSON vector) or at its own start. */
export async function openLoss(
  engine: Engine,
  text: TargetText,
  at: { readonly option: string; readonly json: string | undefined },
): Promise<ReadyLoss> {
  const loss = chooseLoss(await findLosses(engine, text.file), text);
  const target: Target = { file: text.file, function: loss.name };
  const start = at.json === undefined ? undefined : await parseVector(engine, target, at.option, at.json);
  const description = await engine.request('describe', { target, ...(start && { start }) });
  return { target, description: start ? { ...description, start, startOrigin: `--${at.option}` } : description };
}
