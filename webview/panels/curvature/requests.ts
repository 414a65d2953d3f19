/** Keeps what is shown in step with where the user is: after every change it says what is wanted, and asks only for what differs. */
import type { Channel } from '../../../src/protocol/channel';
import type { CriticalPoints, LossDescription, Readout } from '../../../src/protocol/model';
import type { HostMethods, PanelEvents, WebviewEvents } from '../../../src/protocol/panel';
import { searchBox, searchedDimensions } from '../../../src/protocol/points';
import { namePoints } from '../../lib/points';
import { oldestPending, Resource } from '../../lib/resource';
import type { Store } from '../../lib/store';
import { orientedEscape } from './flight';
import { arranged, type FoundSections, outermost, type Section, samples } from './sections';
import { type Flight, pointOf, reachOf, type State } from './state';

/** What this panel asks its host. */
export type CurvatureMethods = Pick<HostMethods, 'readout' | 'sections' | 'escape' | 'criticalPoints'>;
export type CurvatureChannel = Channel<CurvatureMethods, Record<never, never>, WebviewEvents, PanelEvents>;

export class CurvatureRequests {
  private readonly changed = () => this.sync();
  private readonly readout = new Resource<Readout>(this.changed);
  private readonly sections = new Resource<FoundSections>(this.changed);
  private readonly points = new Resource<CriticalPoints>(this.changed);
  private readonly flight = new Resource<Flight>(this.changed);
  private arranged: { readonly from: FoundSections; readonly sections: readonly Section[] } | undefined;
  private named: { readonly from: CriticalPoints; readonly points: State['points'] } | undefined;

  constructor(
    private readonly channel: CurvatureChannel,
    private readonly store: Store<State>,
  ) {}

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

  private get all(): readonly Pick<Resource<unknown>, 'settled' | 'pendingSince' | 'cancel' | 'suspend'>[] {
    return [this.readout, this.sections, this.points, this.flight];
  }

  private want(version: number, description: LossDescription): void {
    const { at: chosen, escapeFrom, reach: chosenReach } = this.store.state;
    const at = pointOf({ at: chosen, description }) ?? description.start;
    const reach = reachOf({ reach: chosenReach, description });
    this.readout.want(`${version} ${at.join(' ')}`, (signal) => this.channel.request('readout', { at }, { signal }));
    this.sections.want(`${version} ${reach} ${at.join(' ')}`, async (signal) => ({
      through: at,
      ascending: await this.channel.request('sections', { at, reach, samples, outermost }, { signal }),
    }));
    if (description.n <= searchedDimensions) {
      const box = searchBox(description);
      this.points.want(JSON.stringify([version, box]), (signal, onPartial) =>
        this.channel.request('criticalPoints', { box }, { signal, onPartial }),
      );
    }
    if (escapeFrom) this.flight.want(`${version} ${escapeFrom.join(' ')}`, (signal) => this.escape(escapeFrom, signal));
    else this.flight.clear();
  }

  /** Both descents, and what kind of point each comes to; an end where the loss can't be differentiated is left unknown. */
  private async escape(from: readonly number[], signal: AbortSignal): Promise<Flight> {
    const found = await this.channel.request('escape', { at: Float64Array.from(from) }, { signal });
    const ways = found && orientedEscape(found, this.store.state.sections.at(-1));
    const asked = ways?.branches.map(({ params }) => this.channel.request('readout', { at: params }, { signal }));
    const ends = await Promise.allSettled(asked ?? []);
    return { from, ways, ends: ends.map((end) => (end.status === 'fulfilled' ? end.value : undefined)) };
  }

  /** Writes what has come into the state. */
  private collect(): void {
    const { state } = this.store;
    const n = state.description?.n;
    const [readout, flight] = [this.readout.held.value, this.flight.held.value];
    const next = {
      // After an edit that changes the number of parameters, what is held is of another space until the answers come.
      readout: readout?.at.length === n ? readout : undefined,
      sections: this.arrange(n),
      ...this.foundPoints(),
      flight: flight?.from.length === n ? flight : undefined,
      flightProblem: this.flight.held.problem,
      problem: this.readout.held.problem ?? this.sections.held.problem ?? this.points.held.problem,
      settled: state.binding.kind === 'ready' && this.all.every(({ settled }) => settled) ? state.binding.version : undefined,
    };
    if (Object.entries(next).some(([key, value]) => !Object.is(state[key as keyof State], value))) this.store.set(next);
  }

  private arrange(n: number | undefined): readonly Section[] {
    const from = this.sections.held.value;
    if (from?.through.length !== n || !from) return none;
    if (this.arranged?.from !== from) {
      this.arranged = { from, sections: arranged(from, this.arranged?.sections ?? none) };
    }
    return this.arranged.sections;
  }

  private foundPoints(): Pick<State, 'points' | 'search'> {
    const { description } = this.store.state;
    const search = this.points.held.value;
    if (!search || !description || description.n > searchedDimensions) return { points: nowhere, search: undefined };
    if (this.named?.from !== search) this.named = { from: search, points: namePoints(search) };
    return { points: this.named.points, search };
  }
}

const none: readonly Section[] = [];
const nowhere: State['points'] = [];
