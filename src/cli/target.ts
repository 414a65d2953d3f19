/** `FILE` or `FILE#FUNCTION`, resolved to one loss. */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ReadyLoss } from '../plot/compute';
import type { Target } from '../protocol/engine';
import type { Location, LossDescription, LossSummary, Problem } from '../protocol/model';
import type { OptionSpecs } from './arguments';
import { chooseInitialiser } from './choices';
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

/** Where a command is to stand: at a JSON vector, at a start that is drawn, or at the loss's own start. */
export interface PlaceWords {
  /** The option that `json` was given by. */
  readonly option: string;
  readonly json: string | undefined;
  /** An initialiser as `ID` or `ID=NUMBER`. */
  readonly init?: string | undefined;
  readonly seed?: number | undefined;
}

/** Options of commands that can stand at a start that is drawn. */
export const drawOptions = {
  init: { kind: 'text', placeholder: 'ID[=NUMBER]', help: 'draw the start by this initialiser, e.g. he-normal' },
  seed: { kind: 'integer', placeholder: 'S', help: 'of everything random, a start that is drawn included', min: 0 },
} as const satisfies OptionSpecs;

/** A loss with its modules loaded, and where to stand. */
export async function openLoss(engine: Engine, text: TargetText, place: PlaceWords): Promise<ReadyLoss> {
  const loss = chooseLoss(await findLosses(engine, text.file), text);
  const target: Target = { file: text.file, function: loss.name };
  const { option, json, init } = place;
  if (json !== undefined && init !== undefined) throw new UsageError(`--${option} and --init both say where to start.`, 'Leave one out.');
  const start = json === undefined ? undefined : await parseVector(engine, target, option, json);
  const description = await engine.request('describe', { target, ...(start && { start }) });
  if (start) return { target, description: { ...description, start, startOrigin: `--${option}` } };
  return { target, description: await drawnAnew(engine, target, description, place) };
}

/** By an initialiser that is named, or with the seed of a start that the loss draws anyway. */
async function drawnAnew(
  engine: Engine,
  target: Target,
  description: LossDescription,
  { init, seed }: PlaceWords,
): Promise<LossDescription> {
  if (init === undefined && (seed === undefined || !description.startDrawn)) return description;
  const choice = init === undefined ? undefined : chooseInitialiser((await engine.request('catalog', {})).initialisers, init);
  const [start] = await engine.request('drawStarts', { target, seeds: [seed ?? 1], ...(choice && { init: choice }) });
  const by = choice ? `${choice.id}, ` : '';
  return { ...(await engine.request('describe', { target, start })), startOrigin: `${by}seed ${seed ?? 1}`, startDrawn: true };
}
