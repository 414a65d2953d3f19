/**
 * One typed channel for both boundaries, host ↔ worker and host ↔ webview: requests that always settle, partial results
 * on the way, cancellation from either end, and one-way events.
 */
import * as v from 'valibot';
import { t } from '../l10n/t';
import type { Problem } from './model';
import { problem as problemSchema } from './schemas/data';
import { faultOf, type Schema } from './schemas/schema';

/** A side's methods: `params` in, `result` out, `partial` streamed before it. */
export type Methods = { [K: string]: { params: unknown; result: unknown; partial?: unknown } };
export type MethodsOf<T> = { [K in keyof T]: T[K] extends { params: unknown; result: unknown } ? T[K] : never };
export type ParamsOf<T, K extends keyof T> = T[K] extends { params: infer P } ? P : never;
export type ResultOf<T, K extends keyof T> = T[K] extends { result: infer R } ? R : never;
export type PartialOf<T, K extends keyof T> = T[K] extends { partial?: infer P } ? P : never;

export interface RequestContext<P> {
  readonly signal: AbortSignal;
  partial(value: P): void;
}
/** What a side answers. Events carry no reply. */
export type Handlers<T> = {
  readonly [K in keyof T]: (params: ParamsOf<T, K>, context: RequestContext<PartialOf<T, K>>) => ResultOf<T, K> | Promise<ResultOf<T, K>>;
};
export type EventHandlers<E> = { readonly [K in keyof E]: (value: E[K]) => void };

/** What is let in from the other side. Where a table is left out, the other side is this program itself and believed. */
export interface Admission<Out, In, EventsIn> {
  readonly questions?: { readonly [K in keyof In]: Schema<ParamsOf<In, K>> };
  /** Partial results are parts of the same kind. */
  readonly answers?: { readonly [K in keyof Out]: Schema<ResultOf<Out, K>> };
  readonly events?: { readonly [K in keyof EventsIn]: Schema<EventsIn[K]> };
}

export interface ChannelOptions<Out, In, EventsIn> {
  readonly admission?: Admission<Out, In, EventsIn>;
  readonly toProblem?: (error: unknown) => Problem;
  /** Hears of events that were not let in; nobody waits for those. */
  readonly onRefused?: (why: string) => void;
}

export interface Transport {
  send(message: unknown): void;
  /** Returns a function that stops listening. */
  onMessage(listener: (message: unknown) => void): () => void;
}

type Message =
  | { readonly kind: 'request'; readonly id: number; readonly method: string; readonly params: unknown }
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'partial'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'ok'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'err'; readonly id: number; readonly problem: Problem }
  | { readonly kind: 'event'; readonly name: string; readonly value: unknown };

/** A request that was answered with a problem. */
export class RequestError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message);
    this.name = 'RequestError';
  }
}
/** A request that was given up by its caller; never shown to the user. */
export class CancelledError extends Error {
  constructor() {
    super('cancelled');
    this.name = 'CancelledError';
  }
}

interface Pending {
  settle(outcome: { readonly value: unknown } | { readonly error: Error }): void;
  partial(value: unknown): void;
}

export interface RequestOptions<P> {
  readonly signal?: AbortSignal;
  readonly onPartial?: (value: P) => void;
}

/** `Out` are the methods of the other side, `In` those answered here; likewise the events. */
export class Channel<Out, In, EventsOut = Record<never, never>, EventsIn = Record<never, never>> {
  private nextId = 1;
  private readonly pending = new Map<number, Pending>();
  private readonly running = new Map<number, AbortController>();
  private readonly stopListening: () => void;
  private closedBy: Problem | undefined;
  private readonly admission: Readonly<Record<keyof Admission<Out, In, EventsIn>, Table>>;
  private readonly toProblem: (error: unknown) => Problem;
  private readonly onRefused: (why: string) => void;

  constructor(
    private readonly transport: Transport,
    private readonly handlers: Handlers<In>,
    private readonly events: EventHandlers<EventsIn>,
    options: ChannelOptions<NoInfer<Out>, NoInfer<In>, NoInfer<EventsIn>> = {},
  ) {
    const { admission = {}, toProblem = unexpected, onRefused = (why: string) => console.error(why) } = options;
    const { questions = {}, answers = {}, events: told = {} } = admission;
    this.admission = { questions, answers, events: told };
    this.toProblem = toProblem;
    this.onRefused = onRefused;
    this.stopListening = transport.onMessage((message) => {
      if (isMessage(message)) this.receive(message);
    });
  }

  request<K extends keyof Out & string>(
    method: K,
    params: ParamsOf<Out, K>,
    options: RequestOptions<PartialOf<Out, K>> = {},
  ): Promise<ResultOf<Out, K>> {
    const { signal, onPartial } = options;
    if (this.closedBy) return Promise.reject(new RequestError(this.closedBy));
    if (signal?.aborted) return Promise.reject(new CancelledError());
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      const cancel = () => {
        this.transport.send({ kind: 'cancel', id } satisfies Message);
        this.pending.get(id)?.settle({ error: new CancelledError() });
      };
      const schema = this.admission.answers[method];
      const settle: Pending['settle'] = (outcome) => {
        this.pending.delete(id);
        signal?.removeEventListener('abort', cancel);
        if ('error' in outcome) return reject(outcome.error);
        const admitted = admit(schema, outcome.value, method);
        if ('error' in admitted) reject(admitted.error);
        else resolve(admitted.value as ResultOf<Out, K>);
      };
      this.pending.set(id, {
        settle,
        partial: (value) => {
          const admitted = admit(schema, value, method);
          if ('value' in admitted) return onPartial?.(admitted.value as PartialOf<Out, K>);
          this.transport.send({ kind: 'cancel', id } satisfies Message);
          settle(admitted);
        },
      });
      signal?.addEventListener('abort', cancel, { once: true });
      this.transport.send({ kind: 'request', id, method, params } satisfies Message);
    });
  }

  emit<K extends keyof EventsOut & string>(name: K, value: EventsOut[K]): void {
    if (!this.closedBy) this.transport.send({ kind: 'event', name, value } satisfies Message);
  }

  /** True while the other side owes an answer. */
  get busy(): boolean {
    return this.pending.size > 0;
  }

  /** Every open request fails with `problem`, every request that runs here is aborted, and so do later ones. */
  close(problem: Problem): void {
    this.closedBy = problem;
    this.stopListening();
    for (const pending of [...this.pending.values()]) pending.settle({ error: new RequestError(problem) });
    for (const controller of this.running.values()) controller.abort();
    this.running.clear();
  }

  private receive(message: Message): void {
    switch (message.kind) {
      case 'request':
        void this.answer(message.id, message.method, message.params);
        break;
      case 'cancel':
        this.running.get(message.id)?.abort();
        break;
      case 'partial':
        this.pending.get(message.id)?.partial(message.value);
        break;
      case 'ok':
        this.pending.get(message.id)?.settle({ value: message.value });
        break;
      case 'err':
        this.pending.get(message.id)?.settle({ error: refusal(message.problem) });
        break;
      case 'event':
        this.hear(message.name, message.value);
        break;
      default:
        message satisfies never;
    }
  }

  private hear(name: string, value: unknown): void {
    if (!Object.hasOwn(this.events, name)) return;
    const event = name as keyof EventsIn;
    const admitted = admit(this.admission.events[name], value, name);
    if ('error' in admitted) this.onRefused(admitted.error.message);
    else this.events[event](admitted.value as EventsIn[keyof EventsIn]);
  }

  private async answer(id: number, method: string, params: unknown): Promise<void> {
    const controller = new AbortController();
    this.running.set(id, controller);
    const context = {
      signal: controller.signal,
      partial: (value: unknown) => {
        if (!controller.signal.aborted) this.reply({ kind: 'partial', id, value });
      },
    };
    try {
      this.reply({ kind: 'ok', id, value: await this.handle(method, params, context) });
    } catch (error) {
      const problem = error instanceof RequestError ? error.problem : this.toProblem(error);
      this.reply({ kind: 'err', id, problem });
    } finally {
      if (this.running.get(id) === controller) this.running.delete(id);
    }
  }

  private handle(method: string, params: unknown, context: RequestContext<unknown>): unknown {
    if (!Object.hasOwn(this.handlers, method)) throw new RequestError({ code: 'bad-input', message: `There is no method "${method}".` });
    const name = method as keyof In;
    const admitted = admit(this.admission.questions[method], params, method);
    if ('error' in admitted) throw admitted.error;
    const handler = this.handlers[name] as (params: unknown, context: RequestContext<unknown>) => unknown;
    return handler(admitted.value, context);
  }

  /** Once closed, there is nobody left to hear it. */
  private reply(message: Message): void {
    if (!this.closedBy) this.transport.send(message);
  }
}

type Table = { readonly [name: string]: Schema<unknown> };
type Admitted = { readonly value: unknown } | { readonly error: RequestError };

/** The value as far as the schema knows it, or why it is refused. */
function admit(schema: Schema<unknown> | undefined, value: unknown, name: string): Admitted {
  if (!schema) return { value };
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return { value: result.output };
  const message = t('The message "{0}" was not understood. {1}', name, faultOf(result.issues));
  return { error: new RequestError({ code: 'bad-input', message }) };
}

function refusal(problem: unknown): RequestError {
  const admitted = admit(problemSchema, problem, 'err');
  return 'error' in admitted ? admitted.error : new RequestError(admitted.value as Problem);
}

function unexpected(error: unknown): Problem {
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}

function isMessage(value: unknown): value is Message {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  if (value.kind === 'event') return 'name' in value && typeof value.name === 'string';
  const kinds = ['request', 'cancel', 'partial', 'ok', 'err'];
  return kinds.some((kind) => kind === value.kind) && 'id' in value && typeof value.id === 'number';
}
