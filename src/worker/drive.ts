import { setImmediate } from 'node:timers/promises';
import { CancelledError } from '../protocol/channel';

/** How long the worker computes before it looks whether somebody else has asked or the caller has given up. */
const sliceMilliseconds = 8;

/** What a person is waiting for comes before what may follow: paths, then the map, then everything else. */
export type Rank = 0 | 1 | 2;

/** Shares the thread among generators of engine work, slice by slice, those of a lower rank first. */
export class Turns {
  /** How many are under way, by rank. */
  private readonly busy = [0, 0, 0];

  /** Runs work to its end, its first slice too in its turn. Rejects with `CancelledError` as soon as a slice ends after an abort. */
  async drive<Y, R>(work: Generator<Y, R, void>, rank: Rank, signal: AbortSignal, onYield?: (value: Y) => void): Promise<R> {
    this.busy[rank]++;
    try {
      if (this.isBusyBelow(rank)) await this.turn(rank, signal);
      for (let sliceStart = performance.now(); ; ) {
        const next = work.next();
        if (next.done) return next.value;
        onYield?.(next.value);
        if (performance.now() - sliceStart < sliceMilliseconds) continue;
        await this.turn(rank, signal);
        sliceStart = performance.now();
      }
    } finally {
      this.busy[rank]--;
    }
  }

  /** Messages are read in between, so that requests that answer at once and aborts never wait. */
  private async turn(rank: Rank, signal: AbortSignal): Promise<void> {
    do {
      await setImmediate();
      if (signal.aborted) throw new CancelledError();
    } while (this.isBusyBelow(rank));
  }

  private isBusyBelow(rank: Rank): boolean {
    return this.busy.slice(0, rank).some((count) => count > 0);
  }
}
