/** Generated and mutated programs: never a crash, never a refusal without words, never a derivative that is wrong and does not say so. */
import * as path from 'node:path';
import { RequestError } from '../src/protocol/channel';
import type { Target } from '../src/protocol/engine';
import { folder, startClient, type Watched } from './client';
import { type Figure, must, type Part, told } from './part';
import { examples, generated, mutated } from './programs';
import { Choices } from './random';

type Outcome = 'exact' | 'numeric' | 'random' | 'refused' | 'no loss';

interface Tally {
  readonly counts: Record<Outcome, number>;
  readonly crashes: string[];
  readonly wordless: string[];
  readonly wrong: string[];
}

/** Two at a time: while one waits for the watchdog the other goes on. */
const clients = 2;
/** Beyond this, what oscillates does so between any two numbers that differences could use. */
const largest = 1e6;
/** Milliseconds that one call of a program may take. */
const timeLimit = 250;

export const fuzz: Part = async (milliseconds) => {
  const end = performance.now() + milliseconds;
  const tally: Tally = { counts: { exact: 0, numeric: 0, random: 0, refused: 0, 'no loss': 0 }, crashes: [], wordless: [], wrong: [] };
  await Promise.all(Array.from({ length: clients }, (_, k) => run(k, end, tally)));
  return figures(tally);
};

async function run(k: number, end: number, tally: Tally): Promise<void> {
  const choices = new Choices(k + 1);
  const texts = examples();
  const watched = startClient(timeLimit);
  while (performance.now() < end) {
    const base = choices.below(3) === 0 ? choices.of(texts) : generated(choices);
    const text = choices.below(3) === 0 ? base : mutated(choices, base);
    await tryOut(watched, `fuzz-${k}.ts`, text, tally);
  }
  watched.client.dispose();
}

async function tryOut({ client }: Watched, name: string, text: string, tally: Tally): Promise<void> {
  const file = path.join(folder, name);
  client.sync([{ file, text }]);
  try {
    const { losses } = await client.request('losses', { file });
    if (losses.length === 0) tally.counts['no loss']++;
    else tally.counts[await derived(client, { file, function: losses[0].name }, text, tally)]++;
  } catch (error) {
    refused(error, text, tally);
  }
}

async function derived(client: Watched['client'], target: Target, text: string, tally: Tally): Promise<Outcome> {
  const { start, derivatives, warnings } = await client.request('describe', { target });
  if (derivatives === 'numeric') return 'numeric';
  if (warnings.some(({ code }) => code === 'not-deterministic')) return 'random';
  for (const shift of [0, 1e-3, -2.7e-3]) {
    const at = start.map((x, i) => x + shift * Math.cos(i));
    const { nonSmooth, loss, gradientNorm } = await client.request('readout', { target, at });
    if (nonSmooth.length > 0 || !(Math.abs(loss) + gradientNorm < largest)) return 'exact';
    const { against, verdict, epsilonSweep } = await client.request('check', { target, at });
    if (against === 'user gradient' || verdict !== 'wrong' || !contradicted([...epsilonSweep.relativeError], loss)) return 'exact';
  }
  tally.wrong.push(text);
  return 'exact';
}

/**
 * Differences of several steps agree with each other, and not with the gradient. Where they do not agree with each other, rounding or
 * curvature is too much for them; where they are of another magnitude altogether, rounding is, unless the loss is small.
 */
function contradicted(errors: readonly number[], loss: number): boolean {
  const most = Math.abs(loss) < 1e3 ? 1 : 0.98;
  return errors.some((error, i) => {
    const next = errors.slice(i + 1, i + 3);
    return error > 1e-3 && error <= most && next.length === 2 && next.every((other) => Math.abs(other - error) < 0.01 * error);
  });
}

function refused(error: unknown, text: string, tally: Tally): void {
  tally.counts.refused++;
  if (!(error instanceof RequestError) || error.problem.code === 'internal') tally.crashes.push(`${error}\n${text}`);
  else if (error.problem.message === '' || (error.problem.location === undefined && placed.has(error.problem.code)))
    tally.wordless.push(`${error.problem.code}: ${error.problem.message}\n${text}`);
}

/** What always has a place in the source. */
const placed: ReadonlySet<string> = new Set(['syntax', 'threw', 'import-missing', 'start-unknown', 'not-a-number']);

function figures({ counts, crashes, wordless, wrong }: Tally): readonly Figure[] {
  for (const text of [...crashes, ...wordless, ...wrong].slice(0, 3)) console.log(`\n${text.slice(0, 2000)}\n`);
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return [
    told(
      'programs',
      `${all}: ${Object.entries(counts)
        .map(([name, count]) => `${count} ${name}`)
        .join(', ')}`,
    ),
    must('crashes', String(crashes.length), '0', crashes.length === 0),
    must('refusals without words or place', String(wordless.length), '0', wordless.length === 0),
    must('derivatives that are wrong and said to be exact', String(wrong.length), '0', wrong.length === 0),
  ];
}
