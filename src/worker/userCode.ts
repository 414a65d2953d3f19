import { watchSlots } from '../protocol/workerThread';

/** Marks in shared memory when user code runs, and whose, so that the other thread can tell a blocked worker from a busy one. */
export class UserCodeWatch {
  private depth = 0;
  private ran = false;

  constructor(readonly slots: Int32Array) {}

  /** Whether any has run since this was asked last. */
  takeRan(): boolean {
    const { ran } = this;
    this.ran = false;
    return ran;
  }

  /** Something of the user's was looked at, whose getters may have run. */
  noteLook(): void {
    this.ran = true;
  }

  run<T>(owner: number, body: () => T): T {
    this.ran = true;
    if (this.depth++ === 0) {
      this.slots[watchSlots.owner] = owner;
      this.slots[watchSlots.site] = 0;
      Atomics.add(this.slots, watchSlots.calls, 1);
    }
    try {
      return body();
    } finally {
      if (--this.depth === 0) Atomics.add(this.slots, watchSlots.calls, 1);
    }
  }

  /** The engine's own work within a run, such as compiling what user code imports: its time is not the user's. */
  pause<T>(work: () => T): T {
    if (this.depth === 0) return work();
    const { depth } = this;
    this.depth = 0;
    Atomics.add(this.slots, watchSlots.calls, 1);
    try {
      return work();
    } finally {
      this.depth = depth;
      Atomics.add(this.slots, watchSlots.calls, 1);
    }
  }
}
