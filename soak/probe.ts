/** The engine's worker with a way to ask for its memory: what can be freed is freed first, which only the thread itself can do. */
import { createRequire } from 'node:module';
import { type MessagePort, workerData } from 'node:worker_threads';
import type { ProbeData } from './client';
import { held } from './held';

const { probe, workerFile }: ProbeData = workerData;
// Before the worker takes it from the global object.
const { gc } = globalThis;

listen(probe);
createRequire(__filename)(workerFile);

function listen(port: MessagePort): void {
  port.on('message', async () => port.postMessage(await held(gc)));
  port.unref();
}
