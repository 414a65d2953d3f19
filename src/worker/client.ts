import { availableParallelism } from 'node:os';
import { LimitError } from '../engine/errors';
import { OptionError } from '../engine/options';
import { type ParamsOf, type PartialOf, RequestError, type RequestOptions, type ResultOf } from '../protocol/channel';
import type { EngineMethods, Overlay, SweepMethods } from '../protocol/engine';
import { WorkerPool } from './pool';
import { sweepBasins } from './sweeps/basins';
import { sweepBatchSizes } from './sweeps/batchSizes';
import { sweepSearch } from './sweeps/search';
import { sweepStarts } from './sweeps/starts';
import { sweepVary } from './sweeps/vary';
import { EngineThread, type EngineThreadOptions } from './thread';

export interface EngineClientOptions extends EngineThreadOptions {
  /** Worker threads for sweeps, beside the interactive one. */
  readonly poolSize?: number;
}

type Sweep<M extends keyof SweepMethods> = (
  pool: WorkerPool,
  params: ParamsOf<SweepMethods, M>,
  options: RequestOptions<PartialOf<SweepMethods, M>>,
) => Promise<ResultOf<SweepMethods, M>>;

/** How each sweep is cut into chunks and put together again: adding one is a file and a line. */
const sweeps: { readonly [M in keyof SweepMethods]: Sweep<M> } = {
  basins: sweepBasins,
  search: sweepSearch,
  batchSizes: sweepBatchSizes,
  starts: sweepStarts,
  vary: sweepVary,
};

/** The engine as host and command line see it: one interactive worker thread, and a few more for long sweeps. */
export class EngineClient {
  private readonly thread: EngineThread;
  private readonly pool: WorkerPool;

  constructor(options: EngineClientOptions) {
    const { poolSize = Math.min(4, availableParallelism() - 1) } = options;
    this.thread = new EngineThread(options);
    this.pool = new WorkerPool(() => new EngineThread(options), { size: poolSize });
  }

  request<M extends keyof EngineMethods & string>(
    method: M,
    params: ParamsOf<EngineMethods, M>,
    options: RequestOptions<PartialOf<EngineMethods, M>> = {},
  ): Promise<ResultOf<EngineMethods, M>> {
    return this.thread.request(method, params, options);
  }

  /** Shared out among the pool's workers; a cancel is immediate. */
  async sweep<M extends keyof SweepMethods>(
    method: M,
    params: ParamsOf<SweepMethods, M>,
    options: RequestOptions<PartialOf<SweepMethods, M>> = {},
  ): Promise<ResultOf<SweepMethods, M>> {
    try {
      return await sweeps[method](this.pool, params, options);
    } catch (error) {
      const refused = error instanceof LimitError || error instanceof OptionError;
      throw refused ? new RequestError({ code: 'bad-input', message: error.message }) : error;
    }
  }

  /** Unsaved texts. */
  sync(overlays: readonly Overlay[]): void {
    this.thread.sync(overlays);
    this.pool.sync(overlays);
  }

  /** Ends the workers; what was asked of them is asked again in new ones. */
  restart(): void {
    this.thread.restart();
    this.pool.restart();
  }

  dispose(): void {
    this.thread.dispose();
    this.pool.dispose();
  }
}
