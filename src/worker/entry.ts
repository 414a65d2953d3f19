/** The worker thread: a channel over the service, in a thread from which nothing of the world can be reached. */
import './language';
import { parentPort, workerData } from 'node:worker_threads';
import { Channel } from '../protocol/channel';
import type { EngineMethods } from '../protocol/engine';
import { spoiledExit, type WorkerData, type WorkerEvents, watchSlots } from '../protocol/workerThread';
import { confine, LanguageGuard } from '../source/modules/language';
import { Service } from './service';

const port = parentPort;
if (!port) throw new Error('This file runs in a worker thread only.');
const data = workerData as WorkerData;

confine(globalThis);
// A promise of the user's that fails is nobody's business: nothing waits for it.
process.on('unhandledRejection', () => {});
setInterval(() => Atomics.add(data.watch, watchSlots.beats, 1), 100).unref();

const service = new Service(
  data,
  {
    session: (value) => channel.emit('session', value),
    owner: (value) => channel.emit('owner', value),
    sites: (value) => channel.emit('sites', value),
  },
  restoreLanguage,
);
const guard = new LanguageGuard(globalThis);

function restoreLanguage(): string | undefined {
  const changed = guard.restore();
  // The answer that names it still goes out.
  if (guard.isBroken) setImmediate(() => process.exit(spoiledExit));
  return changed;
}

const channel: Channel<Record<never, never>, EngineMethods, WorkerEvents> = new Channel(
  {
    send: (message) => port.postMessage(message),
    onMessage: (listener) => {
      const heard = (message: unknown): void => {
        // By promises that code has left, which ran after it: nobody can be named for it. Nothing else of the user's runs between messages.
        if (service.takeRan()) restoreLanguage();
        listener(message);
      };
      port.on('message', heard);
      return () => port.off('message', heard);
    },
  },
  service.handlers(),
  {},
  { toProblem: (error) => service.problem(error) },
);
