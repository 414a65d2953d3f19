/** The engine's worker with a way to ask for its memory: what can be freed is freed first, which only the thread itself can do. */
import { createRequire } from 'node:module';
import { memoryUsage } from 'node:process';
import { type MessagePort, workerData } from 'node:worker_threads';
import type { ProbeData } from './client';

const { probe, workerFile }: ProbeData = workerData;
// Before the worker takes it from the global object.
const { gc } = globalThis;

listen(probe);
createRequire(__filename)(workerFile);

function listen(port: MessagePort): void {
  port.on('message', () => {
    gc?.();
    const { heapUsed, external } = memoryUsage();
    port.postMessage(heapUsed + external);
  });
  port.unref();
}
