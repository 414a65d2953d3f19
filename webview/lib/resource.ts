import { CancelledError, RequestError } from '../../src/protocol/channel';
import type { Problem } from '../../src/protocol/model';

/** What a resource holds: the last good value, what it is wanted for now, and what went wrong with that. */
export interface Held<T> {
  readonly value: T | undefined;
  readonly problem: Problem | undefined;
}

interface Wish<T> {
  readonly key: string;
  readonly load: (signal: AbortSignal, partial: (value: T) => void) => Promise<T>;
}

/**
 * One thing the other side computes, asked for again whenever the key changes. The last good value stays until the next
 * arrives. A young request is let finish and shown before the newest one starts, so that a drag shows something all the way;
 * one older than `patience` ms is aborted.
 */
export class Resource<T> {
  private wish: Wish<T> | undefined;
  private running: { readonly key: string; readonly since: number; readonly controller: AbortController } | undefined;
  /** The wish that counts as answered: by a value, a problem, or by having been given up. */
  private answered: string | undefined;
  /** The wish that the value held answers completely. */
  private complete: string | undefined;
  /** The wish that the value held answers at least in part. */
  private begun: string | undefined;
  private lastGood: T | undefined;
  private failure: Problem | undefined;

  constructor(
    private readonly onChange: () => void,
    private readonly patience = 150,
    private readonly now: () => number = () => performance.now(),
  ) {}

  get held(): Held<T> {
    return { value: this.lastGood, problem: this.failure };
  }

  /** True when what is held (or the problem) answers the newest wish. */
  get settled(): boolean {
    return this.wish === undefined || this.answered === this.wish.key;
  }

  /** True as soon as a first, perhaps coarse, part of the newest answer is held. */
  get fresh(): boolean {
    return this.settled || this.begun === this.wish?.key;
  }

  /** Since when the newest answer is being waited for. */
  get pendingSince(): number | undefined {
    return this.running?.since;
  }

  /**
   * `first`: a part of the answer that is there already; an older request is not let finish then. `later`: the rest is asked for when it
   * is wanted again without.
   */
  want(
    key: string,
    load: Wish<T>['load'],
    { first, later = false }: { readonly first?: T | undefined; readonly later?: boolean } = {},
  ): void {
    if (this.wish?.key !== key) {
      this.wish = { key, load };
      if (first !== undefined) this.begin(key, first);
      if (this.running && this.now() - this.running.since > this.patience) this.abort();
    }
    if (!this.running && !later) this.start();
  }

  /** Takes an answer that came unasked. */
  offer(key: string, value: T): void {
    if (this.complete === key) return;
    this.abort();
    this.wish = { key, load: () => Promise.resolve(value) };
    this.answered = this.complete = this.begun = key;
    this.lastGood = value;
    this.failure = undefined;
  }

  /** Gives up the request that runs; what is held stays and counts as the answer. */
  cancel(): void {
    this.abort();
    this.answered = this.wish?.key;
  }

  /** Gives up the request that runs, and asks again as soon as anything is wanted that is not held. */
  suspend(): void {
    this.abort();
    this.wish = undefined;
    this.answered = this.complete;
  }

  /** Forgets everything. */
  clear(): void {
    this.abort();
    this.wish = undefined;
    this.answered = undefined;
    this.complete = undefined;
    this.begun = undefined;
    this.lastGood = undefined;
    this.failure = undefined;
  }

  private begin(key: string, value: T): void {
    this.abort();
    this.lastGood = value;
    this.begun = key;
    this.complete = undefined;
    this.failure = undefined;
  }

  private abort(): void {
    this.running?.controller.abort();
    this.running = undefined;
  }

  private start(): void {
    const { wish } = this;
    if (!wish || this.answered === wish.key) return;
    const running = { key: wish.key, since: this.now(), controller: new AbortController() };
    this.running = running;
    const current = () => this.running === running;
    const take = (value: T, complete?: string) => {
      this.lastGood = value;
      this.begun = wish.key;
      this.complete = complete;
      this.failure = undefined;
      this.onChange();
    };
    wish
      .load(running.controller.signal, (value) => {
        if (current()) take(value);
      })
      .then(
        (value) => {
          if (!current()) return;
          this.finish(wish.key);
          take(value, wish.key);
        },
        (error: unknown) => {
          if (!current()) return;
          this.finish(wish.key);
          this.failure = problemOf(error);
          this.onChange();
        },
      );
  }

  private finish(key: string): void {
    this.running = undefined;
    this.answered = key;
    if (this.wish?.key !== key) this.start();
  }
}

/** Undefined for what the asker has given up. */
export function problemOf(error: unknown): Problem | undefined {
  if (error instanceof CancelledError) return undefined;
  if (error instanceof RequestError) return error.problem;
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}

/** Since when the oldest request of these has been running. */
export function oldestPending(resources: readonly Pick<Resource<unknown>, 'pendingSince'>[]): number | undefined {
  const times = resources.flatMap(({ pendingSince }) => pendingSince ?? []);
  return times.length === 0 ? undefined : Math.min(...times);
}
