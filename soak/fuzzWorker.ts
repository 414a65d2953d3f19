/** One thread of the fuzz: the worker's own parts, without messages between one program and the next. */
import '../src/worker/language';
import { setImmediate } from 'node:timers/promises';
import vm from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import type { WorkerData } from '../src/protocol/workerThread';
import { confine, LanguageGuard } from '../src/source/modules/language';
import type { Batch, FuzzData } from './fuzz';
import { median } from './part';
import { texts } from './programs';
import { emptyTally, type Tally, Trier } from './trial';

const port = parentPort;
if (!port) throw new Error('This file runs in a worker thread only.');
const { progress, folder, ...data } = workerData as FuzzData & WorkerData;
const programs = texts(folder);

confine(globalThis);
const guard = new LanguageGuard(globalThis);
process.on('unhandledRejection', () => {});

const makeTrier = (): Trier => new Trier({ ...data, folder, restoreLanguage: () => guard.restore() });
let trier = makeTrier();

const entry = Symbol.for('saddlescope.soak');
/** Milliseconds that the last programs took. */
const recent: number[] = [];
const [leastLimit, mostLimit] = [60, 1000];
const script = new vm.Script("globalThis[Symbol.for('saddlescope.soak')]()");

port.on('message', (batch: Batch) => void run(batch));

async function run({ from, to }: Batch): Promise<void> {
  const tally = emptyTally();
  for (let k = from; k < to; k++) {
    Atomics.store(progress, 0, k);
    within(k, tally);
    // What the program left in promises runs now, or never ends, which the other side sees.
    await setImmediate();
  }
  port?.postMessage(tally);
}

/** Ended where it stands after the limit. What it then leaves half done is thrown away with all that it was done in. */
function within(k: number, tally: Tally): void {
  Reflect.set(globalThis, entry, () => trier.tryOut(k, programs, tally));
  const began = performance.now();
  try {
    script.runInThisContext({ timeout: limit() });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT')) throw error;
    tally.counts.stopped++;
    guard.restore();
    trier = makeTrier();
  } finally {
    Reflect.deleteProperty(globalThis, entry);
    recent.push(performance.now() - began);
  }
}

/** Many times what programs take on this machine now, so that those without end cost little. */
function limit(): number {
  if (recent.length < 20) return mostLimit;
  recent.splice(0, recent.length - 50);
  return Math.round(Math.min(mostLimit, Math.max(leastLimit, 15 * median(recent))));
}
