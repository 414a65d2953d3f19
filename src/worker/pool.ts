import { CancelledError, type ParamsOf, RequestError, type ResultOf } from '../protocol/channel';
import type { EngineMethods, Overlay } from '../protocol/engine';
import type { EngineThread } from './thread';

type Method = keyof EngineMethods & string;

/** What has come of one chunk of a job. */
export interface ChunkResult<R> {
  /** Which of the chunks. */
  readonly index: number;
  readonly result: R;
}

export interface PoolOptions {
  readonly size: number;
  /** Milliseconds after which workers with nothing to do are ended. */
  readonly idle?: number;
  /** Milliseconds that a worker may take to come out of the user's code once its job is cancelled. */
  readonly grace?: number;
}

/**
 * A few engines beside the interactive one, for work that can be cut into chunks: which minimum each start reaches, trials of
 * a search, runs from many seeds. Workers start with the first job, each with its own program and limits; one that dies is
 * replaced and its chunk tried once more.
 */
export class WorkerPool {
  private readonly threads: readonly EngineThread[];
  private readonly idle: number;
  private readonly grace: number;
  private jobs = 0;
  private resting: NodeJS.Timeout | undefined;

  constructor(makeThread: () => EngineThread, { size, idle = 30_000, grace = 200 }: PoolOptions) {
    this.threads = Array.from({ length: Math.max(1, size) }, makeThread);
    this.idle = idle;
    this.grace = grace;
  }

  /**
   * One job: a method of the engine with the arguments of each chunk, which name document and loss. Results come as they are
   * ready, in any order. An abort, a chunk that fails, and leaving the loop end the job at once: its chunks are abandoned.
   */
  async *run<M extends Method>(
    method: M,
    chunks: readonly ParamsOf<EngineMethods, M>[],
    signal?: AbortSignal,
  ): AsyncGenerator<ChunkResult<ResultOf<EngineMethods, M>>, void> {
    const job = new Job(method, chunks, signal);
    const busy = this.threads.slice(0, chunks.length);
    this.begin();
    try {
      for (const thread of busy) void job.work(thread);
      yield* job.results();
    } finally {
      const abandoned = job.close();
      if (abandoned) for (const thread of busy) void thread.freed(this.grace);
      this.end();
    }
  }

  sync(overlays: readonly Overlay[]): void {
    for (const thread of this.threads) thread.sync(overlays);
  }

  restart(): void {
    for (const thread of this.threads) thread.restart();
  }

  dispose(): void {
    clearTimeout(this.resting);
    for (const thread of this.threads) thread.dispose();
  }

  private begin(): void {
    this.jobs++;
    clearTimeout(this.resting);
  }

  private end(): void {
    if (--this.jobs > 0) return;
    this.resting = setTimeout(() => {
      for (const thread of this.threads) thread.rest();
    }, this.idle);
    this.resting.unref();
  }
}

/** The chunks of one job that are still to do, under way and done. */
class Job<M extends Method> {
  private readonly controller = new AbortController();
  private readonly done: ChunkResult<ResultOf<EngineMethods, M>>[] = [];
  private next = 0;
  private underWay = 0;
  private failure: unknown;
  private wake: () => void = () => undefined;
  private readonly aborted = (): void => this.fail(new CancelledError());

  constructor(
    private readonly method: M,
    private readonly chunks: readonly ParamsOf<EngineMethods, M>[],
    private readonly signal: AbortSignal | undefined,
  ) {
    if (signal?.aborted) this.fail(new CancelledError());
    signal?.addEventListener('abort', this.aborted, { once: true });
  }

  /** Does chunk after chunk on a thread while there are any. */
  async work(thread: EngineThread): Promise<void> {
    while (this.next < this.chunks.length && !this.controller.signal.aborted) {
      const index = this.next++;
      this.underWay++;
      try {
        this.done.push({ index, result: await this.attempt(thread, this.chunks[index]) });
      } catch (error) {
        this.fail(error);
      } finally {
        this.underWay--;
        this.wake();
      }
    }
  }

  async *results(): AsyncGenerator<ChunkResult<ResultOf<EngineMethods, M>>, void> {
    for (;;) {
      if (this.failure !== undefined) throw this.failure;
      const result = this.done.shift();
      if (result) yield result;
      else if (this.underWay === 0 && this.next >= this.chunks.length) return;
      else
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
    }
  }

  /** Gives up what is still under way, and says whether anything was. */
  close(): boolean {
    this.signal?.removeEventListener('abort', this.aborted);
    const abandoned = this.underWay > 0 || this.failure instanceof CancelledError;
    this.controller.abort();
    return abandoned;
  }

  /** A second time where the worker has died, on the one that takes its place. */
  private async attempt(thread: EngineThread, params: ParamsOf<EngineMethods, M>): Promise<ResultOf<EngineMethods, M>> {
    const { signal } = this.controller;
    try {
      return await thread.request(this.method, params, { signal });
    } catch (error) {
      if (signal.aborted || !(error instanceof RequestError) || error.problem.code !== 'internal') throw error;
      return thread.request(this.method, params, { signal });
    }
  }

  private fail(error: unknown): void {
    this.failure ??= error;
    this.controller.abort();
    this.wake();
  }
}
