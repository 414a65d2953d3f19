/** Asks for what is laid over the map: only while it is chosen, and only what differs from what is there. */
import type { Field, LossDescription, Plane, Problem } from '../../../src/protocol/model';
import { Resource } from '../../lib/resource';
import type { Box } from './map/box';
import { kindOf } from './map/overlayKinds';
import type { HostChannel } from './sideRequests';
import type { State } from './state';

/** What the map shows now. */
export interface MapView {
  readonly version: number;
  readonly description: LossDescription;
  readonly plane: Plane;
  readonly box: Box;
  /** Of the surface's grid; a Hessian of many parameters is dearer still. */
  readonly size: number;
}

export interface Overlaid {
  readonly field: Field | undefined;
  readonly problem: Problem | undefined;
}
export const nothingOverlaid: Overlaid = { field: undefined, problem: undefined };

/** From here on each Hessian costs more than a millisecond. */
const manyParameters = 24;
const coarseSize = 41;

export class OverlayRequests {
  private readonly field: Resource<Field>;
  private last = nothingOverlaid;

  constructor(
    private readonly channel: HostChannel,
    onChange: () => void,
  ) {
    this.field = new Resource(onChange);
  }

  get all(): readonly Resource<unknown>[] {
    return [this.field] as readonly Resource<unknown>[];
  }

  sync({ settings, playing }: State, { version, description, plane, box, size }: MapView): void {
    const { field } = kindOf(settings.overlay);
    const { n } = description;
    if (field === undefined || n < 2) {
      this.field.clear();
      return;
    }
    // The plane moves along with the film; what lies on it follows when it stops.
    if (playing && n > 2) return;
    const side = n > manyParameters ? Math.min(size, coarseSize) : size;
    const key = JSON.stringify([
      version,
      field,
      box,
      side,
      n > 2 ? [plane.origin, plane.first, plane.second].map((at) => [...at]) : settings.plane,
    ]);
    this.field.want(key, (signal, onPartial) => this.channel.request('overlay', { plane, box, size: side, field }, { signal, onPartial }));
  }

  /** The same object as before while nothing in it has changed; a field of another kind than is wanted is not shown. */
  collect({ settings }: State): Overlaid {
    const { value, problem } = this.field.held;
    const field = value?.name === kindOf(settings.overlay).field ? value : undefined;
    if (field !== this.last.field || problem !== this.last.problem) this.last = { field, problem };
    return this.last;
  }
}
