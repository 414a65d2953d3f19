/** Which plane the map shows: at once where it is one of two coordinates, else asked for. */
import { t } from '../../../src/l10n/t';
import type { ChosenPlane, LossDescription, Plane, PlaneChoice, Problem } from '../../../src/protocol/model';
import { Numbering } from '../numbering';
import { Resource } from '../resource';
import { coordinateView, type ShownPlane } from './map/shownPlane';
import type { Slice } from './map/slice';
import { choiceOf, sliceWords } from './map/slices';
import type { HostChannel } from './sideRequests';
import { focusedRun, type State } from './state';

export class PlaneRequests {
  private readonly chosen: Resource<ShownPlane>;
  private readonly runs = new Numbering();
  private missing: Problem | undefined;
  private made: { readonly key: string; readonly shown: ShownPlane } | undefined;

  constructor(
    private readonly channel: HostChannel,
    onChange: () => void,
  ) {
    this.chosen = new Resource(onChange);
  }

  get all(): readonly Resource<unknown>[] {
    return [this.chosen] as readonly Resource<unknown>[];
  }

  /** Why the plane that is wanted can't be had. */
  get problem(): Problem | undefined {
    return this.missing ?? this.chosen.held.problem;
  }

  /** The plane for the present state; undefined while it is not known. Where there is none such, that of two coordinates. */
  plane(version: number, state: State, description: LossDescription, base: Float64Array): ShownPlane | undefined {
    const { slice, plane: axes } = state.settings;
    this.missing = undefined;
    if (slice.kind === 'coordinates' || description.n <= 2) {
      this.chosen.clear();
      return this.coordinates(base, axes, description);
    }
    const choice = choiceOf(slice, state);
    if (choice) {
      const key = JSON.stringify([version, slice, this.keyOf(choice, state)]);
      this.chosen.want(key, async (signal) => viewOf(await this.channel.request('plane', { choice }, { signal }), slice, state));
    }
    // Paths that are still being found may bring the points that are wanting.
    else if (slice.kind === 'points' && state.settled !== undefined) this.missing = tooFewPoints;
    const { value } = this.chosen.held;
    if (this.problem) return this.coordinates(base, axes, description);
    return value && value.plane.origin.length === description.n ? value : undefined;
  }

  /** The same object for the same plane. */
  private coordinates(base: Float64Array, axes: readonly [number, number], { coordinates }: LossDescription): ShownPlane {
    const made = coordinateView(base, axes, coordinates);
    const key = JSON.stringify([axes, coordinates, [...made.plane.origin]]);
    if (this.made?.key !== key) this.made = { key, shown: made };
    return this.made.shown;
  }

  private keyOf(choice: PlaneChoice, state: State): unknown {
    if (choice.kind === 'points') return choice.points.map((at) => [...at]);
    const run = focusedRun(state);
    return choice.kind === 'trajectory' ? run && this.runs.of(run) : [...choice.at];
  }
}

const tooFewPoints: Problem = {
  code: 'bad-input',
  message: t('There are fewer than three different points. Scrub to a step between, or add an optimizer.'),
};

function viewOf(chosen: ChosenPlane, slice: Slice, state: State): ShownPlane {
  return { plane: chosen.plane, axes: undefined, ...sliceWords(slice, chosen, state) };
}

/** Equal for equal planes. */
export function planeKey({ origin, first, second }: Plane): string {
  return JSON.stringify([[...origin], [...first], [...second]]);
}
