import type { SourceRange } from '../engine/objective';
import { t } from '../l10n/t';
import type { Target } from '../protocol/engine';
import type { Problem } from '../protocol/model';
import { type SitePlaces, type WorkerEvents, watchSlots } from '../protocol/workerThread';
import { locationOf } from '../source/text';

/** Whose code a worker runs and where it is, by what the worker has told and what it leaves in shared memory. */
export class Whereabouts {
  /** Whose code it has run, by the numbers that the worker gave them. */
  private readonly owners = new Map<number, Target>();
  /** By the first of their numbers. */
  private readonly sites = new Map<number, SitePlaces>();

  constructor(
    private readonly slots: Int32Array,
    /** The text of a file as the worker knows it. */
    private readonly read: (file: string) => string | undefined,
  ) {}

  noteOwner({ id, target }: WorkerEvents['owner']): void {
    this.owners.set(id, target);
  }

  noteSites({ opened, gone }: WorkerEvents['sites']): void {
    for (const first of gone) this.sites.delete(first);
    for (const block of opened) this.sites.set(block.first, block);
  }

  /** The function that ran last; undefined while none has. */
  get target(): Target | undefined {
    return this.owners.get(Atomics.load(this.slots, watchSlots.owner));
  }

  /** Names it in a sentence. */
  get name(): string {
    const { target } = this;
    return target ? `\`${target.function}\`` : t('The code');
  }

  /** Where the user's code was last. */
  get place(): Pick<Problem, 'location'> {
    const site = this.rangeOf(Atomics.load(this.slots, watchSlots.site));
    const text = site && this.read(site.file);
    return site && text !== undefined ? { location: locationOf(site, text) } : {};
  }

  private rangeOf(site: number): SourceRange | undefined {
    for (const { first, file, places } of this.sites.values()) {
      const at = 2 * (site - first);
      if (at >= 0 && at < places.length) return { file, start: places[at], end: places[at + 1] };
    }
    return undefined;
  }
}
