/** The engine as the extension starts it, with a count of the worker threads that are alive. */
import * as path from 'node:path';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { EngineClient } from '../src/worker/client';

export const folder = path.resolve('examples');

export interface Watched {
  readonly client: EngineClient;
  /** Worker threads alive now, and how many there have been. */
  readonly threads: { alive: number; started: number };
}

export function startClient(timeLimit: number): Watched {
  const threads = { alive: 0, started: 0 };
  const spawn = (file: string, options: WorkerOptions): Worker => {
    const worker = new Worker(file, options);
    threads.alive++;
    threads.started++;
    worker.on('exit', () => threads.alive--);
    return worker;
  };
  const workerFile = path.resolve('dist/worker.js');
  return { client: new EngineClient({ workerFile, timeLimit: () => timeLimit, workspaceFolders: [folder], spawn }), threads };
}

/** Bytes of the process and its threads, after what can be freed in this one is freed. */
export function memory(): number {
  globalThis.gc?.();
  return process.memoryUsage().rss;
}
