/** The worker thread: a channel over the service, and nothing else. */
import './language';
import { parentPort, workerData } from 'node:worker_threads';
import { Channel } from '../protocol/channel';
import type { EngineMethods, WorkerData, WorkerEvents } from '../protocol/engine';
import { Service } from './service';

const port = parentPort;
if (!port) throw new Error('This file runs in a worker thread only.');

const service = new Service(workerData as WorkerData, {
  session: (value) => channel.emit('session', value),
  sites: (value) => channel.emit('sites', value),
});
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
  (error) => service.problem(error),
);
