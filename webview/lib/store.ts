/**
 * One immutable state, patched; watchers run once per batch of patches, and only when what they select has changed.
 * A selection is a list, compared item by item with `Object.is`.
 */
export class Store<S extends object> {
  private current: S;
  private readonly watchers = new Set<() => void>();
  private scheduled = false;

  constructor(initial: S) {
    this.current = initial;
  }

  get state(): S {
    return this.current;
  }

  set(patch: Partial<S>): void {
    this.current = { ...this.current, ...patch };
    if (this.scheduled) return;
    this.scheduled = true;
    queueMicrotask(() => this.flush());
  }

  /** Runs `render` now and after every change of the selection. */
  watch<const T extends readonly unknown[]>(select: (state: S) => T, render: (selected: T, state: S) => void): () => void {
    let last: T | undefined;
    const check = () => {
      const next = select(this.current);
      if (last && last.length === next.length && next.every((value, i) => Object.is(value, last?.[i]))) return;
      last = next;
      render(next, this.current);
    };
    this.watchers.add(check);
    check();
    return () => this.watchers.delete(check);
  }

  private flush(): void {
    this.scheduled = false;
    for (const check of this.watchers) check();
  }
}
