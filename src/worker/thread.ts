import { readFileSync } from 'node:fs';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { t, translationsInUse } from '../l10n/t';
import {
  CancelledError,
  Channel,
  type ParamsOf,
  type PartialOf,
  RequestError,
  type RequestOptions,
  type ResultOf,
} from '../protocol/channel';
import type { EngineMethods, Overlay, Target } from '../protocol/engine';
import type { Problem } from '../protocol/model';
import { fromWorker } from '../protocol/schemas/fromWorker';
import { spoiledExit, type WorkerData, type WorkerEvents, watchSlots } from '../protocol/workerThread';
import { type Offence, Watchdog } from './watchdog';
import { Whereabouts } from './whereabouts';

export interface EngineThreadOptions {
  readonly workerFile: string;
  /** Milliseconds that one call of the user's code may take; read at each check, so that a changed setting holds at once. */
  readonly timeLimit: () => number;
  /** Milliseconds after which a worker that neither runs user code nor comes back to its messages is ended. */
  readonly awayLimit?: number;
  /** Bytes that the thread may take; read at each check. */
  readonly memoryLimit?: () => number;
  /** Where user code may read data files; read when a worker starts. */
  readonly workspaceFolders: readonly string[];
  /** Where it may do so besides; read when a worker starts. */
  readonly dataFolders?: () => readonly string[];
  /** Starts a worker thread; Node's own unless a test looks on. */
  readonly spawn?: (file: string, options: WorkerOptions) => Worker;
}

type Method = keyof EngineMethods & string;
type WorkerChannel = Channel<EngineMethods, Record<never, never>, Record<never, never>, WorkerEvents>;

/** A running worker thread with what it told about the code that it runs. */
interface Engine {
  readonly worker: Worker;
  readonly channel: WorkerChannel;
  readonly whereabouts: Whereabouts;
  readonly watchdog: Watchdog;
  /** Changes of texts that the worker has not taken in: while there are any, what it runs may be older than they are. */
  unread: number;
}

/** Milliseconds that the engine's own work may keep it from its messages, as compiling a large loss does. */
const defaultAwayLimit = 60_000;
const defaultMemoryLimit = 2 * 2 ** 30;
const keyOf = (target: Target): string => `${target.file}#${target.function}`;

/**
 * The engine in one worker thread. It starts with the first request and again after a crash or a kill. User code that does
 * not return within the limit is killed: its requests fail with the place where it was, those of others are asked again.
 */
export class EngineThread {
  private engine: Engine | undefined;
  private readonly overlays = new Map<string, string>();
  /** Functions killed for running too long, until some text changes: asking again would only cost the limit again. */
  private readonly condemned = new Map<string, Problem>();
  private disposed = false;
  /** Session ids, which are revisions too, go on where the worker before stopped. */
  private lastSession = 0;

  constructor(private readonly options: EngineThreadOptions) {}

  async request<M extends Method>(
    method: M,
    params: ParamsOf<EngineMethods, M>,
    options: RequestOptions<PartialOf<EngineMethods, M>> = {},
  ): Promise<ResultOf<EngineMethods, M>> {
    for (let attempt = 0; ; attempt++) {
      const verdict = this.condemned.get(targetKey(params));
      if (verdict) throw new RequestError(verdict);
      const engine = this.start();
      try {
        return await this.watched(engine.channel.request(method, params, options));
      } catch (error) {
        const bystander = error instanceof RequestError && error.problem === restarted && attempt < 3 && !this.disposed;
        if (!bystander) throw error;
        if (options.signal?.aborted) throw new CancelledError();
      }
    }
  }

  /** Unsaved texts; kept here too, so that a restarted worker knows them. */
  sync(overlays: readonly Overlay[]): void {
    for (const { file, text } of overlays) {
      if (text === undefined) this.overlays.delete(file);
      else this.overlays.set(file, text);
    }
    this.condemned.clear();
    if (this.engine) void this.send(this.engine, overlays);
  }

  /** Ends the worker; what was asked of it is asked again in a new one, that which was stopped for taking too long too. */
  restart(): void {
    this.condemned.clear();
    this.stop(restarted);
  }

  /** Ends the worker; the next request starts another. */
  rest(): void {
    this.stop(restarted);
  }

  /**
   * Makes sure that the worker is free again after requests were given up: they end with the slice that runs. A worker that
   * has not come out of the user's code after `grace` milliseconds is ended.
   */
  async freed(grace: number): Promise<void> {
    const { engine } = this;
    if (!engine) return;
    const late = setTimeout(() => {
      if (this.engine === engine) this.rest();
    }, grace);
    await engine.channel.request('catalog', {}).catch(() => undefined);
    clearTimeout(late);
  }

  dispose(): void {
    this.disposed = true;
    this.stop({ code: 'internal', message: t('Saddlescope was closed.') });
  }

  private start(): Engine {
    if (this.disposed) throw new RequestError({ code: 'internal', message: t('Saddlescope was closed.') });
    if (this.engine) return this.engine;
    const watch = new Int32Array(new SharedArrayBuffer(watchSlots.length * Int32Array.BYTES_PER_ELEMENT));
    const { workspaceFolders, dataFolders: others } = this.options;
    const dataFolders = [...workspaceFolders, ...(others?.() ?? [])];
    const workerData: WorkerData = { watch, dataFolders, lastSession: this.lastSession, translations: translationsInUse() };
    // The user's output must not reach the host's: stdout is drained and dropped.
    const { spawn = (file, options) => new Worker(file, options) } = this.options;
    // Where V8's own limit is met, it may end the whole process: the watchdog must come before it.
    const heap = this.memoryLimit + Math.max(this.memoryLimit, 2 ** 30);
    const resourceLimits = { maxOldGenerationSizeMb: Math.ceil(heap / 2 ** 20) };
    const worker = spawn(this.options.workerFile, { workerData, resourceLimits, stdout: true, stderr: true });
    const whereabouts = new Whereabouts(watch, (file) => this.overlays.get(file) ?? readIfThere(file));
    const channel: WorkerChannel = new Channel(
      {
        send: (message) => worker.postMessage(message),
        onMessage: (listener) => {
          worker.on('message', listener);
          return () => worker.off('message', listener);
        },
      },
      {},
      {
        session: (id) => {
          this.lastSession = id;
        },
        owner: (owner) => whereabouts.noteOwner(owner),
        sites: (sites) => whereabouts.noteSites(sites),
      },
      { admission: fromWorker },
    );
    const limits = { time: this.options.timeLimit, memory: () => this.memoryLimit, away: this.options.awayLimit ?? defaultAwayLimit };
    const watchdog = new Watchdog(watch, limits, (offence) => this.kill(engine, offence));
    const engine: Engine = { worker, channel, whereabouts, watchdog, unread: 0 };
    worker.on('error', (error) => (isOutOfMemory(error) ? this.kill(engine, 'memory') : this.crashed(engine, error.message)));
    worker.on('exit', (code) => this.crashed(engine, t('the engine stopped'), code));
    worker.unref();
    this.engine = engine;
    if (this.overlays.size > 0)
      void this.send(
        engine,
        [...this.overlays].map(([file, text]) => ({ file, text })),
      );
    return engine;
  }

  /** A failed sync means a dead worker, and the next request starts another with all overlays. */
  private async send(engine: Engine, overlays: readonly Overlay[]): Promise<void> {
    engine.unread++;
    try {
      await engine.channel.request('sync', { overlays });
      engine.unread--;
    } catch (error) {
      if (this.engine === engine) this.stop(toProblem(error));
    }
  }

  /** Holds the process and the watchdog awake while an answer is owed. */
  private async watched<T>(answer: Promise<T>): Promise<T> {
    this.engine?.worker.ref();
    this.engine?.watchdog.wake();
    try {
      return await answer;
    } finally {
      if (!this.engine?.channel.busy) {
        this.engine?.watchdog.sleep();
        this.engine?.worker.unref();
      }
    }
  }

  private get memoryLimit(): number {
    return this.options.memoryLimit?.() ?? defaultMemoryLimit;
  }

  private kill(engine: Engine, offence: Offence): void {
    if (this.engine !== engine) return;
    const { target } = engine.whereabouts;
    const problem = this.problemOf(offence, engine.whereabouts);
    // What hung may have been mended meanwhile: then it is asked again, in its new text.
    if (target && engine.unread === 0) this.condemned.set(keyOf(target), problem);
    this.stop(target ? restarted : problem);
  }

  private problemOf(offence: Offence, { name, place }: Whereabouts): Problem {
    switch (offence) {
      case 'time':
        return timeProblem(name, place, this.options.timeLimit());
      case 'memory': {
        const message = t('{0} needed more than {1} MB of memory and was stopped.', name, Math.round(this.memoryLimit / 2 ** 20));
        return { code: 'memory-limit', message, hint: t('The limit is the setting "saddlescope.memoryLimit".'), ...place };
      }
      case 'away': {
        const message = t('{0} has left something running that does not end, and was stopped.', name);
        return { code: 'time-limit', message, hint: t('Does it start a promise or an async function that never comes to rest?'), ...place };
      }
      default:
        return offence satisfies never;
    }
  }

  private crashed(engine: Engine, why: string, exitCode?: number): void {
    if (this.engine !== engine) return;
    const message = t('The engine ended unexpectedly ({0}); it starts again with the next edit.', why);
    this.stop(exitCode === spoiledExit ? restarted : { code: 'internal', message });
  }

  private stop(problem: Problem): void {
    const { engine } = this;
    this.engine = undefined;
    if (!engine) return;
    engine.watchdog.sleep();
    void engine.worker.terminate();
    engine.channel.close(problem);
  }
}

function timeProblem(name: string, { location }: Pick<Problem, 'location'>, limit: number): Problem {
  const seconds = limit / 1000;
  return {
    code: 'time-limit',
    message: location
      ? t('{0} did not return within {1} s; it was at line {2} and was stopped.', name, seconds, location.line)
      : t('{0} did not return within {1} s and was stopped.', name, seconds),
    hint: t('Is there a loop that never ends? The limit is the setting "saddlescope.timeLimit".'),
    ...(location && { location }),
  };
}

const isOutOfMemory = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';

/** What the requests of bystanders fail with when somebody else's code was killed; they are asked again, users never see it. */
const restarted: Problem = { code: 'internal', message: t('The engine was restarted.') };

function targetKey(params: unknown): string {
  const target = typeof params === 'object' && params !== null && 'target' in params ? (params.target as Target) : undefined;
  return target ? keyOf(target) : '';
}

function toProblem(error: unknown): Problem {
  return error instanceof RequestError ? error.problem : { code: 'internal', message: String(error) };
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
