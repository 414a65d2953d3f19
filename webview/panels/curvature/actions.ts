/** Everything the user can do, in one place: views call these, nothing else writes what the user has chosen. */
import { PanelActions } from '../../lib/panelActions';
import type { Store } from '../../lib/store';
import type { CurvatureChannel, CurvatureRequests } from './requests';
import type { Section } from './sections';
import { pointOf, reachOf, type State } from './state';

export class Actions extends PanelActions {
  constructor(
    private readonly store: Store<State>,
    requests: CurvatureRequests,
    channel: CurvatureChannel,
  ) {
    super(requests, channel);
  }

  moveTo(point: ArrayLike<number>): void {
    this.store.set({ at: Array.from(point), held: undefined });
  }

  moveToStart(): void {
    this.store.set({ at: undefined, held: undefined });
  }

  setCoordinate(index: number, value: number): void {
    const point = pointOf(this.store.state);
    if (point) this.moveTo(point.with(index, value));
  }

  /** Takes hold of a section: from now on the point moves along it, and it stands still. Not while the source is broken, since nothing could follow. */
  grab(section: Section): void {
    if (this.store.state.binding.kind === 'ready') this.store.set({ held: { section, t: 0 } });
  }

  /** Moves the point along the section that is held, within its ends. */
  slideTo(t: number): void {
    const { held } = this.store.state;
    if (!held) return;
    const { section } = held;
    const reach = section.t[section.t.length - 1];
    const within = Math.max(-reach, Math.min(reach, t));
    const at = Array.from(section.through, (x, i) => x + within * section.direction[i]);
    this.store.set({ at, held: { section, t: within } });
  }

  /** Lets go, and takes the point back to where it was taken. */
  putBack(): void {
    const { held } = this.store.state;
    if (held) this.moveTo(held.section.through);
  }

  /** Lets go: the sections are now those through the point where it is. */
  release(): void {
    if (this.store.state.held) this.store.set({ held: undefined });
  }

  setReach(reach: number | undefined): void {
    this.store.set({ reach, held: undefined });
  }

  shareScale(sharedScale: boolean): void {
    this.store.set({ sharedScale });
  }

  showTables(tablesShown: boolean): void {
    this.store.set({ tablesShown });
  }

  setFilter(filter: string): void {
    this.store.set({ filter });
  }

  escape(): void {
    const point = pointOf(this.store.state);
    if (point) this.store.set({ escapeFrom: Array.from(point), held: undefined });
  }

  closeEscape(): void {
    this.store.set({ escapeFrom: undefined });
  }

  reset(): void {
    this.store.set({ at: undefined, held: undefined, reach: undefined, sharedScale: false, filter: '', escapeFrom: undefined });
  }

  /** What one arrow key moves by, as a part of the reach. */
  get stride(): number {
    return reachOf(this.store.state) / 40;
  }
}
