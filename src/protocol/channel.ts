/**
 * One typed channel for both boundaries, host ↔ worker and host ↔ webview: requests that always settle, partial results
 * on the way, cancellation from either end, and one-way events.
 */
import type { Problem } from './model';

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

  constructor(
    private readonly transport: Transport,
    private readonly handlers: Handlers<In>,
    private readonly events: EventHandlers<EventsIn>,
    private readonly toProblem: (error: unknown) => Problem = unexpected,
  ) {
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
      this.pending.set(id, {
        partial: (value) => onPartial?.(value as PartialOf<Out, K>),
        settle: (outcome) => {
          this.pending.delete(id);
          signal?.removeEventListener('abort', cancel);
          if ('error' in outcome) reject(outcome.error);
          else resolve(outcome.value as ResultOf<Out, K>);
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
        this.pending.get(message.id)?.settle({ error: new RequestError(message.problem) });
        break;
      case 'event':
        if (Object.hasOwn(this.events, message.name))
          this.events[message.name as keyof EventsIn](message.value as EventsIn[keyof EventsIn]);
        break;
      default:
        message satisfies never;
    }
  }

  private async answer(id: number, method: string, params: unknown): Promise<void> {
    const controller = new AbortController();
    this.running.set(id, controller);
    const context = {
      signal: controller.signal,
      partial: (value: unknown) => {
        if (!controller.signal.aborted) this.transport.send({ kind: 'partial', id, value } satisfies Message);
      },
    };
    try {
      if (!Object.hasOwn(this.handlers, method)) throw new RequestError({ code: 'bad-input', message: `There is no method "${method}".` });
      const handler = this.handlers[method as keyof In] as (params: unknown, context: RequestContext<unknown>) => unknown;
      const value = await handler(params, context);
      this.transport.send({ kind: 'ok', id, value } satisfies Message);
    } catch (error) {
      const problem = error instanceof RequestError ? error.problem : this.toProblem(error);
      this.transport.send({ kind: 'err', id, problem } satisfies Message);
    } finally {
      this.running.delete(id);
    }
  }
}

function unexpected(error: unknown): Problem {
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}

function isMessage(value: unknown): value is Message {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return false;
  if (value.kind === 'event') return 'name' in value && typeof value.name === 'string';
  const kinds = ['request', 'cancel', 'partial', 'ok', 'err'];
  return kinds.includes(String(value.kind)) && 'id' in value && typeof value.id === 'number';
}
