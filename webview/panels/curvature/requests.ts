/** What the Curvature panel asks for at the point where the user is. */
import type { Channel } from '../../../src/protocol/channel';
import type { CriticalPoints, LossDescription, Readout } from '../../../src/protocol/model';
import type { HostMethods, PanelEvents, WebviewEvents } from '../../../src/protocol/panel';
import { searchBox, searchedDimensions } from '../../../src/protocol/points';
import { type AnyResource, PanelRequests } from '../../lib/panelRequests';
import { namePoints } from '../../lib/points';
import { Resource } from '../../lib/resource';
import type { Store } from '../../lib/store';
import { orientedEscape } from './flight';
import { arranged, type FoundSections, outermost, type Section, samples } from './sections';
import { type Flight, pointOf, reachOf, type State } from './state';

/** What this panel asks its host. */
export type CurvatureMethods = Pick<HostMethods, 'readout' | 'sections' | 'escape' | 'criticalPoints'>;
export type CurvatureChannel = Channel<CurvatureMethods, Record<never, never>, WebviewEvents, PanelEvents>;

export class CurvatureRequests extends PanelRequests<State> {
  private readonly readout = new Resource<Readout>(this.changed);
  private readonly sections = new Resource<FoundSections>(this.changed);
  private readonly points = new Resource<CriticalPoints>(this.changed);
  private readonly flight = new Resource<Flight>(this.changed);
  private arranged: { readonly from: FoundSections; readonly sections: readonly Section[] } | undefined;
  private named: { readonly from: CriticalPoints; readonly points: State['points'] } | undefined;

  constructor(
    private readonly channel: CurvatureChannel,
    store: Store<State>,
  ) {
    super(store);
  }

  protected get all(): readonly AnyResource[] {
    return [this.readout, this.sections, this.points, this.flight];
  }

  protected want(version: number, description: LossDescription): void {
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

  protected found(): Partial<State> {
    const n = this.store.state.description?.n;
    const [readout, flight] = [this.readout.held.value, this.flight.held.value];
    return {
      // After an edit that changes the number of parameters, what is held is of another space until the answers come.
      readout: readout?.at.length === n ? readout : undefined,
      sections: this.arrange(n),
      ...this.foundPoints(),
      flight: flight?.from.length === n ? flight : undefined,
      flightProblem: this.flight.held.problem,
      problem: this.readout.held.problem ?? this.sections.held.problem ?? this.points.held.problem,
      settled: this.settled,
    };
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
