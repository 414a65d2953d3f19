/** The engine as the extension starts it, with a count of the worker threads that are alive and of what they hold. */
import { once } from 'node:events';
import * as path from 'node:path';
import { MessageChannel, type MessagePort, Worker, type WorkerOptions } from 'node:worker_threads';
import { EngineClient } from '../src/worker/client';
import { held } from './held';

export const folder = path.resolve('examples');

/** What the worker is given besides. */
export interface ProbeData {
  readonly probe: MessagePort;
  readonly workerFile: string;
}

export class WatchedClient {
  readonly client: EngineClient;
  /** Worker threads that there have been. */
  started = 0;
  private readonly probes = new Map<Worker, MessagePort>();

  constructor(timeLimit: number) {
    this.client = new EngineClient({
      workerFile: path.resolve('dist/worker.js'),
      timeLimit: () => timeLimit,
      workspaceFolders: [folder],
      spawn: (file, options) => this.spawn(file, options),
    });
  }

  /** Worker threads alive now. */
  get alive(): number {
    return this.probes.size;
  }

  /** Bytes that this thread holds, and those that the workers hold, without what can be freed. */
  async held(): Promise<number> {
    const own = await held(globalThis.gc);
    const workers = await Promise.all([...this.probes].map(([worker, probe]) => asked(worker, probe)));
    return workers.reduce((sum, bytes) => sum + bytes, own);
  }

  /** Ends all workers, and waits until they have. */
  async end(): Promise<void> {
    const workers = [...this.probes.keys()];
    this.client.dispose();
    await Promise.race([Promise.all(workers.map((worker) => once(worker, 'exit'))), new Promise((late) => setTimeout(late, 10_000))]);
  }

  private spawn(workerFile: string, options: WorkerOptions): Worker {
    const { port1, port2 } = new MessageChannel();
    const data: ProbeData = { probe: port2, workerFile };
    const worker = new Worker(path.resolve('soak/out/probe.cjs'), {
      ...options,
      workerData: { ...options.workerData, ...data },
      transferList: [port2],
    });
    port1.unref();
    this.started++;
    this.probes.set(worker, port1);
    worker.on('exit', () => {
      port1.close();
      this.probes.delete(worker);
    });
    return worker;
  }
}

/** A worker that ends meanwhile holds nothing. */
async function asked(worker: Worker, probe: MessagePort): Promise<number> {
  const over = new AbortController();
  const { signal } = over;
  probe.postMessage('held');
  try {
    const [bytes] = await Promise.race([once(probe, 'message', { signal }), once(worker, 'exit', { signal }).then(() => [0])]);
    return Number(bytes);
  } finally {
    over.abort();
    probe.unref();
  }
}
