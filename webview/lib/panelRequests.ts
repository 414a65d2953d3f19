/** Keeps what is shown in step with where the user is: after every change it says what is wanted, and asks only for what differs. */
import type { LossDescription } from '../../src/protocol/model';
import type { Binding } from '../../src/protocol/panel';
import { oldestPending, type Resource } from './resource';
import type { Store } from './store';

interface Bound {
  readonly binding: Binding;
  readonly settled: number | undefined;
}

export type AnyResource = Pick<Resource<unknown>, 'settled' | 'pendingSince' | 'cancel' | 'suspend'>;

export abstract class PanelRequests<S extends Bound> {
  protected readonly changed = () => this.sync();

  constructor(protected readonly store: Store<S>) {}

  protected abstract get all(): readonly AnyResource[];
  /** Says what is wanted in the present state. */
  protected abstract want(version: number, description: LossDescription): void;
  /** What has come, with `settled`; the same objects as before where nothing has changed. */
  protected abstract found(): Partial<S>;

  /** Says what is wanted in the present state. Cheap when nothing has changed. */
  sync(): void {
    const { binding } = this.store.state;
    if (binding.kind === 'ready') this.want(binding.version, binding.description);
    else for (const resource of this.all) resource.suspend();
    this.collect();
  }

  /** Gives up what is under way; what is shown stays. */
  cancel(): void {
    for (const resource of this.all) resource.cancel();
    this.collect();
  }

  /** Since when the oldest request has been running. */
  get pendingSince(): number | undefined {
    return oldestPending(this.all);
  }

  /** The version whose picture is complete. */
  protected get settled(): number | undefined {
    const { binding } = this.store.state;
    return binding.kind === 'ready' && this.all.every(({ settled }) => settled) ? binding.version : undefined;
  }

  /** Writes what has come into the state. */
  private collect(): void {
    const { state } = this.store;
    const next = this.found();
    if (Object.entries(next).some(([key, value]) => !Object.is(state[key as keyof S], value))) this.store.set(next);
  }
}
