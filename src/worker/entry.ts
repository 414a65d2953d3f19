/** The worker thread: a channel over the service, in a thread from which nothing of the world can be reached. */
import './language';
import { parentPort, workerData } from 'node:worker_threads';
import { Channel } from '../protocol/channel';
import { type EngineMethods, spoiledExit, type WorkerData, type WorkerEvents, watchSlots } from '../protocol/engine';
import { confine, LanguageGuard } from '../source/modules/language';
import { Service } from './service';

const port = parentPort;
if (!port) throw new Error('This file runs in a worker thread only.');
const data = workerData as WorkerData;

confine(globalThis);
const guard = new LanguageGuard(globalThis);
// A promise of the user's that fails is nobody's business: nothing waits for it.
process.on('unhandledRejection', () => {});
setInterval(() => Atomics.add(data.watch, watchSlots.beats, 1), 100).unref();

const service = new Service(
  data,
  {
    session: (value) => channel.emit('session', value),
    sites: (value) => channel.emit('sites', value),
  },
  () => {
    const changed = guard.restore();
    // The answer that names it still goes out.
    if (guard.isBroken) setImmediate(() => process.exit(spoiledExit));
    return changed;
  },
);
const channel: Channel<Record<never, never>, EngineMethods, WorkerEvents> = new Channel(
  {
    send: (message) => port.postMessage(message),
    onMessage: (listener) => {
      port.on('message', listener);
      return () => port.off('message', listener);
    },
  },
  service.handlers(),
  {},
  { toProblem: (error) => service.problem(error) },
);
