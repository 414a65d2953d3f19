/** Undo and redo of immutable values. Changes of one group within `pause` ms of each other (a drag, a slider) count as one. */
export class History<T> {
  private past: readonly T[] = [];
  private future: readonly T[] = [];
  private lastGroup: string | undefined;
  private lastTime = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly pause = 700,
    private readonly limit = 200,
    private readonly now: () => number = Date.now,
  ) {}

  get canUndo(): boolean {
    return this.past.length > 0;
  }
  get canRedo(): boolean {
    return this.future.length > 0;
  }

  /** `before` is what the change replaced. */
  record(before: T, group?: string): void {
    const time = this.now();
    const continues = group !== undefined && group === this.lastGroup && time - this.lastTime < this.pause;
    if (!continues) this.past = [...this.past.slice(-this.limit + 1), before];
    this.future = [];
    this.lastGroup = group;
    this.lastTime = time;
  }

  undo(current: T): T {
    const before = this.past.at(-1);
    if (before === undefined) return current;
    this.past = this.past.slice(0, -1);
    this.future = [...this.future, current];
    this.lastGroup = undefined;
    return before;
  }

  redo(current: T): T {
    const after = this.future.at(-1);
    if (after === undefined) return current;
    this.future = this.future.slice(0, -1);
    this.past = [...this.past, current];
    this.lastGroup = undefined;
    return after;
  }

  clear(): void {
    this.past = [];
    this.future = [];
  }
}
