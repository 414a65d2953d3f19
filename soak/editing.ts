/** A long day of edits over fifty files, panels opened and closed: memory stays flat, answers stay as fast, no thread is left. */
import * as path from 'node:path';
import { CancelledError, RequestError } from '../src/protocol/channel';
import type { Target } from '../src/protocol/engine';
import { folder, WatchedClient } from './client';
import { enough, median, memoryFigures, must, type Part, stays, told } from './part';
import { generated, mutated, texts } from './programs';
import { Choices } from './random';

const fileCount = 50;
const fewestEdits = 5000;
const editsPerPanel = 10;
const editsPerLook = 50;
/** Milliseconds. */
const timeLimit = 1000;

interface File {
  readonly name: string;
  readonly text: string;
}

export const editing: Part = async (milliseconds) => {
  const course = await edited(milliseconds);
  const { edits, panels, watched, started, held, resident, times, work } = course;
  return [
    told('edits', `${enough(edits, fewestEdits)} over ${fileCount} files, ${panels} panels opened and closed`),
    told('from edit to readout and map', `median ${median(times).toFixed(0)} ms, ${median(work).toFixed(0)} ms of processors' time`),
    ...memoryFigures(held, resident),
    // Of the processors' time, since that by the clock is as much the other programs' of the machine.
    stays('latency, last tenth over second', work, 1.25, (milliseconds) => `${milliseconds.toFixed(0)} ms`),
    must('threads left', `${watched.alive} of ${started}`, '0', watched.alive === 0),
  ];
};

interface Course {
  readonly watched: WatchedClient;
  readonly held: readonly number[];
  readonly resident: readonly number[];
  /** Milliseconds from an edit to what is shown for it: by the clock, and of the processors' time. */
  readonly times: readonly number[];
  readonly work: readonly number[];
  readonly edits: number;
  readonly panels: number;
  /** Threads that there have been. */
  readonly started: number;
}

async function edited(milliseconds: number): Promise<Course> {
  const end = performance.now() + milliseconds;
  const choices = new Choices(7);
  const watched = new WatchedClient(timeLimit);
  const files = filesOf(choices);
  const [held, resident, times, work]: [number[], number[], number[], number[]] = [[], [], [], []];
  let [edits, panels] = [0, 0];
  for (; performance.now() < end; edits++) {
    const { name, text } = choices.of(files);
    // Every other edit leaves something that is broken, and the next one mends it.
    const broken = choices.below(2) === 0;
    const [began, used] = [performance.now(), processorTime()];
    const target = await edit(watched, name, broken ? mutated(choices, text) : text.replace(/\d(?=\D*$)/, String(choices.below(10))));
    if (!broken) times.push(performance.now() - began);
    if (!broken) work.push(processorTime() - used);
    if (target && edits % editsPerPanel === 0 && ++panels) await openAndClose(watched, target, choices);
    if (edits % editsPerLook !== 0) continue;
    await crowdOut(watched);
    held.push(await watched.held());
    resident.push(process.memoryUsage.rss());
  }
  const { started } = watched;
  await watched.end();
  return { watched, held, resident, times, work, edits, panels, started };
}

/** Milliseconds that all threads of the process have used. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function filesOf(choices: Choices): readonly File[] {
  const known = texts(folder).filter((text) => text.length < 4000);
  return Array.from({ length: fileCount }, (_, k) => ({
    name: path.join(folder, `soak-${k}.ts`),
    text: k < known.length ? known[k] : generated(choices),
  }));
}

/** What is asked after an edit, and the loss that it was asked of. */
async function edit({ client }: WatchedClient, file: string, text: string): Promise<Target | undefined> {
  client.sync([{ file, text }]);
  try {
    const { losses } = await client.request('losses', { file });
    if (losses.length === 0) return undefined;
    const target = { file, function: losses[0].name };
    const { n, start } = await client.request('describe', { target });
    await client.request('readout', { target, brief: true });
    const unit = (i: number) => start.map((_, k) => (k === i ? 1 : 0));
    const plane = { origin: start, first: unit(0), second: unit(Math.min(1, n - 1)) };
    await client.request('surface', { target, plane, box: [-2, 2, n > 1 ? -2 : 0, n > 1 ? 2 : 1], size: 21 });
    return target;
  } catch (error) {
    if (error instanceof RequestError) return undefined;
    throw error;
  }
}

/** More than the engine keeps ready. */
const small = Array.from({ length: 80 }, (_, k) => `small${k}`);

/** What is held is the same at every look, whichever losses were edited last, but for what should have been let go. */
async function crowdOut({ client }: WatchedClient): Promise<void> {
  const file = path.join(folder, 'soak-small.ts');
  client.sync([{ file, text: small.map((name) => `export const ${name} = (x: number): number => x * x;`).join('\n') }]);
  for (const name of small) await client.request('describe', { target: { file, function: name } });
}

/** What panels ask when they open; half of them are closed before all of it is there. */
async function openAndClose({ client }: WatchedClient, target: Target, choices: Choices): Promise<void> {
  const closing = new AbortController();
  const { signal } = closing;
  const run = { optimizer: { id: 'adam', options: {} }, steps: 100, tolerance: 0, curvature: false } as const;
  const { start } = await client.request('describe', { target });
  const box = Array.from(start, (x): [number, number] => [x - 2, x + 2]);
  const asked: readonly Promise<unknown>[] = [
    client.request('descend', { target, ...run }, { signal }),
    client.request('spectrum', { target }, { signal }),
    client.request('sections', { target }, { signal }),
    client.request('criticalPoints', { target, box }, { signal }),
  ];
  const all = Promise.allSettled(asked);
  if (choices.below(2) === 0) setTimeout(() => closing.abort(), choices.below(20));
  for (const outcome of await all) {
    if (outcome.status === 'fulfilled' || outcome.reason instanceof RequestError || outcome.reason instanceof CancelledError) continue;
    throw outcome.reason;
  }
}
