import type { Problem } from '../../src/protocol/model';
import { problemOf } from './resource';

/** What is known of work that is done when it is asked for. */
export interface JobState<T> {
  readonly value: T | undefined;
  readonly problem: Problem | undefined;
  readonly running: boolean;
  /** What is held answers another question than would be asked now. */
  readonly stale: boolean;
}

export const idle: JobState<never> = { value: undefined, problem: undefined, running: false, stale: false };

type Load<T> = (signal: AbortSignal, partial: (value: T) => void) => Promise<T>;

/**
 * Work that is too long to be done unasked. What has come of it stays, also of a cancelled one, until it is asked for again; when the
 * question is another by then, it is stale.
 */
export class Job<T> {
  private running: { readonly key: string; readonly since: number; readonly controller: AbortController } | undefined;
  private held: { readonly key: string; readonly value: T } | undefined;
  private failed: { readonly key: string; readonly problem: Problem | undefined } | undefined;
  private last: JobState<T> = idle;

  constructor(
    private readonly onChange: () => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** True unless it is under way: what nobody asked for is not waited for. */
  get settled(): boolean {
    return this.running === undefined;
  }

  get pendingSince(): number | undefined {
    return this.running?.since;
  }

  start(key: string, load: Load<T>): void {
    this.cancel();
    const running = { key, since: this.now(), controller: new AbortController() };
    this.running = running;
    this.failed = undefined;
    const take = (outcome: { readonly value: T } | { readonly problem: Problem | undefined }, last: boolean) => {
      if (this.running !== running) return;
      if (last) this.running = undefined;
      if ('value' in outcome) this.held = { key, value: outcome.value };
      else this.failed = { key, problem: outcome.problem };
      this.onChange();
    };
    load(running.controller.signal, (value) => take({ value }, false)).then(
      (value) => take({ value }, true),
      (error: unknown) => take({ problem: problemOf(error) }, true),
    );
    this.onChange();
  }

  /** Gives up what is under way; what has come of it stays. */
  cancel(): void {
    this.running?.controller.abort();
    this.running = undefined;
  }

  /** The source is broken: nothing can come of what is under way. */
  suspend(): void {
    this.cancel();
  }

  /** Seen from the question that would be asked now; work on another one is given up. */
  stateFor(key: string | undefined): JobState<T> {
    if (this.running && key !== undefined && this.running.key !== key) this.cancel();
    const { held, failed, last } = this;
    const [value, problem] = [held?.value, failed?.key === key ? failed?.problem : undefined];
    const next = { value, problem, running: this.running !== undefined, stale: held !== undefined && held.key !== key };
    const same = Object.is(last.value, value) && last.problem === problem && last.running === next.running && last.stale === next.stale;
    if (!same) this.last = next;
    return this.last;
  }
}
