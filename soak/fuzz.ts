/** Generated and mutated programs: never a crash, never a refusal without words, never a derivative that is wrong and does not say so. */
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import * as path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { WorkerData } from '../src/protocol/workerThread';
import { watchSlots } from '../src/protocol/workerThread';
import { folder } from './client';
import { enough, type Figure, must, type Part, told } from './part';
import { program, texts } from './programs';
import { addTo, emptyTally, type Tally } from './trial';

/** Programs of these numbers, the last excluded. */
export interface Batch {
  readonly from: number;
  readonly to: number;
}

export interface FuzzData {
  /** The number of the program that runs. */
  readonly progress: Int32Array;
  readonly folder: string;
}

const fewestPrograms = 100_000;
const batchSize = 50;
/** Milliseconds without another program after which a thread is ended: what is stuck in promises, no limit of its own reaches. */
const stuckAfter = 20_000;

/** Numbers given out so far, and what came of them. */
interface Course {
  readonly end: number;
  readonly tally: Tally;
  next: number;
  threads: number;
}

export const fuzz: Part = async (milliseconds) => {
  const began = performance.now();
  const course: Course = { end: began + milliseconds, tally: emptyTally(), next: 0, threads: 0 };
  await Promise.all(Array.from({ length: availableParallelism() }, () => follow(course)));
  return figures(course, (performance.now() - began) / 1000);
};

/** Threads one after the other, until the time is up. */
async function follow(course: Course): Promise<void> {
  let batch = nextBatch(course);
  while (batch) batch = await useThread(course, batch);
}

function nextBatch(course: Course): Batch | undefined {
  if (performance.now() >= course.end) return undefined;
  const from = course.next;
  course.next += batchSize;
  return { from, to: course.next };
}

/** Gives one thread batch after batch; where it dies over a program, what is left of that batch is the next thread's. */
async function useThread(course: Course, first: Batch): Promise<Batch | undefined> {
  const thread = new FuzzThread();
  course.threads++;
  try {
    for (let batch: Batch | undefined = first; batch; batch = nextBatch(course)) {
      const outcome = await thread.run(batch);
      if ('tally' in outcome) addTo(course.tally, outcome.tally);
      else {
        const { died, why } = outcome;
        if (why === 'stuck') course.tally.counts.stopped++;
        else course.tally.crashes.push(`${why}\nprogram ${died}:\n${program(died, texts(folder))}`);
        // What came of those before it in the batch is lost, and not counted.
        return died + 1 < batch.to ? { from: died + 1, to: batch.to } : nextBatch(course);
      }
    }
    return undefined;
  } finally {
    await thread.end();
  }
}

type Outcome = { readonly tally: Tally } | { readonly died: number; readonly why: string };

class FuzzThread {
  private readonly progress = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  private readonly worker: Worker;

  constructor() {
    const watch = new Int32Array(new SharedArrayBuffer(watchSlots.length * Int32Array.BYTES_PER_ELEMENT));
    const data: WorkerData = { watch, dataFolders: [folder], lastSession: 0, translations: {} };
    const fuzzData: FuzzData = { progress: this.progress, folder };
    this.worker = new Worker(path.resolve('soak/out/fuzzWorker.cjs'), { workerData: { ...data, ...fuzzData }, stdout: true, stderr: true });
  }

  async run(batch: Batch): Promise<Outcome> {
    Atomics.store(this.progress, 0, batch.from);
    const over = new AbortController();
    const { signal } = over;
    this.worker.postMessage(batch);
    try {
      return await Promise.race([
        once(this.worker, 'message', { signal }).then(([tally]) => ({ tally: tally as Tally })),
        once(this.worker, 'exit', { signal }).then(() => this.death('the thread ended')),
        this.stuck(signal),
      ]);
    } catch (error) {
      return this.death(String(error));
    } finally {
      over.abort();
    }
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }

  private death(why: string): Outcome {
    return { died: Atomics.load(this.progress, 0), why };
  }

  private stuck(signal: AbortSignal): Promise<Outcome> {
    let last = { program: -1, at: performance.now() };
    return new Promise((resolve) => {
      const timer = setInterval(() => {
        const now = Atomics.load(this.progress, 0);
        if (now !== last.program) last = { program: now, at: performance.now() };
        else if (performance.now() - last.at > stuckAfter) resolve(this.death('stuck'));
      }, 500);
      signal.addEventListener('abort', () => clearInterval(timer));
    });
  }
}

function figures({ tally, threads }: Course, seconds: number): readonly Figure[] {
  const { counts, crashes, wordless, wrong } = tally;
  for (const text of [...crashes, ...wordless, ...wrong].slice(0, 5)) console.log(`\n${text.slice(0, 3000)}\n`);
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return [
    told('programs', `${enough(all, fewestPrograms)} at ${(all / seconds).toFixed(1)} a second, in ${threads} threads`),
    told(
      'what came of them',
      Object.entries(counts)
        .flatMap(([name, count]) => (count > 0 ? `${count} ${name}` : []))
        .join(', '),
    ),
    must('crashes', String(crashes.length), '0', crashes.length === 0),
    must('refusals without words or place', String(wordless.length), '0', wordless.length === 0),
    must('derivatives that are wrong and said to be exact', String(wrong.length), '0', wrong.length === 0),
  ];
}
