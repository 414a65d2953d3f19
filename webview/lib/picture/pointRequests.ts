/** Asks for what is true of a whole box: its critical points, and whether the loss is convex there. */
import type { Convexity, CriticalPoints, LossDescription, Problem } from '../../../src/protocol/model';
import { searchBox } from '../../../src/protocol/points';
import { namePoints } from '../points';
import { Resource } from '../resource';
import type { Box, Interval } from './map/box';
import type { HostChannel } from './sideRequests';
import type { State } from './state';

/** Up to so many parameters critical points can be looked for. */
export const mostSearched = 10;

const none: State['points'] = [];

export class PointRequests {
  private readonly points: Resource<CriticalPoints>;
  private readonly convexity: Resource<Convexity>;
  private named: { readonly from: CriticalPoints; readonly points: State['points'] } | undefined;

  constructor(
    private readonly channel: HostChannel,
    private readonly asks: { readonly convexity: boolean },
    onChange: () => void,
  ) {
    this.points = new Resource(onChange);
    this.convexity = new Resource(onChange);
  }

  get all(): readonly Resource<unknown>[] {
    return [this.points, this.convexity] as readonly Resource<unknown>[];
  }

  get problem(): Problem | undefined {
    return this.points.held.problem;
  }

  /** Gives up what is under way; what is shown stays. */
  suspend(): void {
    for (const resource of this.all) resource.suspend();
  }

  /** Of two parameters in what has been in view; of more, where that is asked for, in the box of the search. */
  sync({ settings, searching }: State, version: number, description: LossDescription, seen: Box): void {
    const { n } = description;
    const box = searchedBox(description, settings.plane, seen);
    const key = JSON.stringify([version, box]);
    if (this.asks.convexity && n <= mostSearched)
      this.convexity.want(key, (signal, onPartial) => this.channel.request('convexity', { box }, { signal, onPartial }));
    else this.convexity.clear();
    if (n <= 2 || (searching && n <= mostSearched))
      this.points.want(key, (signal, onPartial) => this.channel.request('criticalPoints', { box }, { signal, onPartial }));
    else this.points.clear();
  }

  /** The same objects as before while nothing new has come. */
  collect({ description }: State): Pick<State, 'points' | 'search' | 'convexity'> {
    const search = this.points.held.value;
    if (search && this.named?.from !== search)
      this.named = { from: search, points: namePoints(search, description && searchBox(description)) };
    const points = search && search.box.length === description?.n ? (this.named?.points ?? none) : none;
    return { points, search, convexity: this.convexity.held.value };
  }
}

/** The box that is searched everywhere; of up to two parameters with what is in view. */
function searchedBox(description: LossDescription, [across, up]: readonly [number, number], seen: Box): readonly Interval[] {
  const box = searchBox(description);
  if (description.n > 2) return box;
  const shown = (i: number) => (i === across ? [seen[0], seen[1]] : i === up ? [seen[2], seen[3]] : []);
  return box.map((interval, i) => [Math.min(...interval, ...shown(i)), Math.max(...interval, ...shown(i))]);
}
