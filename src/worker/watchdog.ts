import { watchSlots } from '../protocol/workerThread';

/** What a worker is ended for: one call of user code takes too long, it takes too much memory, or it does not come back to its messages. */
export type Offence = 'time' | 'memory' | 'away';

/** Read at each look, so that a changed setting holds at once. */
export interface Limits {
  /** Milliseconds that one call of the user's code may take. */
  readonly time: () => number;
  /** Bytes that the worker may take. */
  readonly memory: () => number;
  /** Milliseconds that a worker may neither run user code nor come back to its messages. */
  readonly away: number;
}

/** What the watchdog goes by; the process's own unless a test leads it. */
export interface Senses {
  /** Milliseconds from some moment on. */
  readonly now: () => number;
  /** Bytes that the process has. */
  readonly memory: () => number;
}

const checksPerLimit = 8;
/** Milliseconds; memory runs full fast. */
const mostBetweenChecks = 100;
/** Milliseconds without a sign of life after which a worker that takes too much is ended, whoever runs in it. */
const mostAway = 500;

/** Watches one worker from another thread, by what it leaves in shared memory, while an answer is owed. */
export class Watchdog {
  private timer: NodeJS.Timeout | undefined;
  private call: Unchanged;
  private beat: Unchanged;
  /** When a look first found that code of the user's was running outside any call, as promises make it; every look since has found it again. */
  private strayedAt: number | undefined;
  /** Bytes that the process had without what the worker has taken: the least since it began, as one before it may have left some. */
  private memoryBefore: number;

  constructor(
    private readonly slots: Int32Array,
    private readonly limits: Limits,
    private readonly onOffence: (offence: Offence) => void,
    private readonly senses: Senses = { now: () => performance.now(), memory: () => process.memoryUsage.rss() },
  ) {
    this.call = new Unchanged(senses.now);
    this.beat = new Unchanged(senses.now);
    this.memoryBefore = senses.memory();
  }

  wake(): void {
    if (this.timer) return;
    this.call = new Unchanged(this.senses.now);
    this.beat = new Unchanged(this.senses.now);
    this.strayedAt = undefined;
    const between = Math.min(mostBetweenChecks, Math.max(20, this.limits.time() / checksPerLimit));
    this.timer = setInterval(() => {
      const offence = this.look();
      if (offence) this.onOffence(offence);
    }, between);
  }

  sleep(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  /** What there is to object to now. How long things have been as they are counts from the looks before. */
  look(): Offence | undefined {
    const { slots, limits } = this;
    const calls = Atomics.load(slots, watchSlots.calls);
    const running = calls % 2 !== 0;
    const sameCall = this.call.since(calls);
    const away = Math.min(sameCall, this.beat.since(Atomics.load(slots, watchSlots.beats)));
    if (running && sameCall >= limits.time()) return 'time';
    if ((running || away > mostAway) && this.isTooBig()) return 'memory';
    const strayed = this.strayed(running);
    if (running) return undefined;
    if (strayed && Math.min(away, strayed.since) >= limits.time()) {
      // Where it was last is to be told of.
      Atomics.store(slots, watchSlots.site, strayed.site);
      return 'away';
    }
    return away >= limits.away ? 'away' : undefined;
  }

  /** For how many milliseconds the user's code has left its trail anew from look to look, though no call of it was running; and where. */
  private strayed(running: boolean): { readonly since: number; readonly site: number } | undefined {
    const site = running ? 0 : Atomics.exchange(this.slots, watchSlots.site, 0);
    const now = this.senses.now();
    this.strayedAt = site === 0 ? undefined : (this.strayedAt ?? now);
    return this.strayedAt === undefined ? undefined : { since: now - this.strayedAt, site };
  }

  private isTooBig(): boolean {
    const now = this.senses.memory();
    this.memoryBefore = Math.min(this.memoryBefore, now);
    return now - this.memoryBefore > this.limits.memory();
  }
}

/** How long a number has stayed as it is. */
class Unchanged {
  private last: { readonly value: number; readonly at: number } | undefined;

  constructor(private readonly now: () => number) {}

  since(value: number): number {
    const now = this.now();
    if (this.last?.value !== value) this.last = { value, at: now };
    return now - this.last.at;
  }
}
