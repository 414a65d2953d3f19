/** Asks for what is laid over the map: only while it is chosen, and only what differs from what is there. */
import type { Basins, Field, LossDescription, OptimizerChoice, Plane, Problem } from '../../../src/protocol/model';
import { Resource } from '../resource';
import type { Box } from './map/box';
import { kindOf } from './map/overlayKinds';
import { sharedParams } from './runSettings';
import { takesRate } from './settings';
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
  /** What is followed from every start. */
  readonly optimizer: (OptimizerChoice & { readonly name: string }) | undefined;
}

export interface OptimizersBasins {
  /** The optimizer as its chip is called. */
  readonly of: string;
  /** The minima are of the loss and penalties together: none of the critical points of the loss alone. */
  readonly penalised: boolean;
  /** After so many steps a start that has not settled is given up. */
  readonly steps: number;
  readonly found: Basins;
}

export interface Overlaid {
  readonly field: Field | undefined;
  readonly basins: OptimizersBasins | undefined;
  readonly problem: Problem | undefined;
}
export const nothingOverlaid: Overlaid = { field: undefined, basins: undefined, problem: undefined };

/** From here on each Hessian costs more than a millisecond. */
const manyParameters = 24;
const coarseSize = 41;
/** Shades have many contours, which are traced between two looks at what else is asked; a region has one. */
const shadedSize = 81;
/** Starts along each side when all are followed, for two parameters and for more. */
const startsAlong = { planar: 256, cut: 64 } as const;
/** Steps of each at least, however short the run that is drawn: it takes as many to tell where a start ends. */
const fewestSteps = 1000;

export class OverlayRequests {
  private readonly field: Resource<Field>;
  private readonly basins: Resource<OptimizersBasins>;
  private last = nothingOverlaid;

  constructor(
    private readonly channel: HostChannel,
    onChange: () => void,
  ) {
    this.field = new Resource(onChange);
    this.basins = new Resource(onChange);
  }

  get all(): readonly Resource<unknown>[] {
    return [this.field, this.basins] as readonly Resource<unknown>[];
  }

  /** Whether what is wanted is there; of basins, that are refined for long, the first map will do. */
  get settled(): boolean {
    return this.field.settled && this.basins.fresh;
  }

  sync(state: State, view: MapView): void {
    // The plane moves along with the film; what lies on it follows when it stops.
    if (state.playing && view.description.n > 2) return;
    this.wantField(state, view);
    this.wantBasins(state, view);
  }

  private wantField({ settings }: State, view: MapView): void {
    const { field, draws } = kindOf(settings.overlay);
    const { n } = view.description;
    if (field === undefined || n < 2) {
      this.field.clear();
      return;
    }
    const { plane, box } = view;
    const finest = n > manyParameters ? coarseSize : draws === 'shades' ? shadedSize : view.size;
    const size = Math.min(view.size, finest);
    this.field.want(keyOf(view, [field, size]), (signal, onPartial) =>
      this.channel.request('overlay', { plane, box, size, field }, { signal, onPartial }),
    );
  }

  private wantBasins({ settings, catalog }: State, view: MapView): void {
    const { plane, box, optimizer } = view;
    const { n, summary } = view.description;
    if (kindOf(settings.overlay).draws !== 'basins' || !optimizer || n < 2) {
      this.basins.clear();
      return;
    }
    const { name, ...choice } = optimizer;
    const size = n > 2 ? startsAlong.cut : startsAlong.planar;
    const steps = Math.max(fewestSteps, settings.steps);
    const shared = sharedParams(settings.run, takesRate(catalog, { optimizer: choice.id }), summary.takesData);
    const params = { plane, box, optimizer: choice, size, steps, ...shared };
    this.basins.want(keyOf(view, [optimizer, steps, shared]), async (signal, onPartial) => {
      const penalised = settings.run.penalties.length > 0;
      const named = (found: Basins): OptimizersBasins => ({ of: name, penalised, steps, found });
      return named(await this.channel.request('basins', params, { signal, onPartial: (known) => onPartial(named(known)) }));
    });
  }

  /** The same object as before while nothing in it has changed; a field of another kind than is wanted is not shown. */
  collect({ settings }: State): Overlaid {
    const { field: name, draws } = kindOf(settings.overlay);
    const field = this.field.held.value?.name === name ? this.field.held.value : undefined;
    const { value: basins, problem } = draws === 'basins' ? this.basins.held : { value: undefined, problem: this.field.held.problem };
    const { last } = this;
    if (field !== last.field || basins !== last.basins || problem !== last.problem) this.last = { field, basins, problem };
    return this.last;
  }
}

/** Equal where the map shows the same part of the same loss. */
const keyOf = ({ version, box, plane: { origin, first, second } }: MapView, more: readonly unknown[]): string =>
  JSON.stringify([version, box, [...origin], [...first], [...second], ...more]);
