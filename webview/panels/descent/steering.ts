/** What the host asks of the panel from outside, and the point that the panel tells it of. */
import { offers } from '../../../src/protocol/offers';
import type { Destination, ShownPoint } from '../../../src/protocol/panel';
import type { Actions } from '../../lib/picture/actions';
import { contains, equalUnits, hull } from '../../lib/picture/map/box';
import { uvOf } from '../../lib/picture/map/shownPlane';
import { addChip, focusChip, type Settings } from '../../lib/picture/settings';
import { focused, focusedRun, type State } from '../../lib/picture/state';
import { pointNear } from '../../lib/points';
import { pointAt, rowAt } from '../../lib/rows';
import type { Store } from '../../lib/store';

/** Part of the map's side that is left free round a point that the map is widened to. */
const margin = 0.1;

export class Steering {
  /** A point to look at, until the map and the points on it are there. */
  private wanted: Float64Array | undefined;

  constructor(
    private readonly store: Store<State>,
    private readonly actions: Actions,
  ) {
    store.watch(
      (state) => [state.points, state.home],
      () => this.look(),
    );
  }

  goTo({ at, purpose }: Destination): void {
    if (purpose === 'start') this.actions.change((settings) => ({ ...settings, start: [...at] }));
    this.wanted = at;
    this.look();
  }

  useOptimizer(name: string): void {
    this.actions.change((settings) => withOptimizer(settings, this.store.state, name));
  }

  private look(): void {
    const { points, home, view, shownPlane, description } = this.store.state;
    const at = this.wanted;
    const point = at && pointNear(points, at);
    if (!at || !point || !home || at.length !== description?.n) return;
    this.wanted = undefined;
    this.actions.pick(point.name);
    if (!shownPlane) return;
    const [across, up] = uvOf(shownPlane, at);
    const box = view ?? home;
    if (contains(box, [across, across, up, up])) return;
    const room = margin * (box[1] - box[0]);
    this.actions.zoomTo(equalUnits(hull(box, [across - room, across + room, up - room, up + room])));
  }
}

function withOptimizer(settings: Settings, { catalog }: State, name: string): Settings {
  const chip = settings.chips.find((candidate) => candidate.name === name);
  if (chip) return focusChip(settings, chip.key);
  const offer = offers(catalog).find((candidate) => candidate.name === name);
  return offer ? addChip(settings, offer) : settings;
}

/** The scrubbed step of the focused path; undefined while there is none for the function as it is now. */
export function shownPoint(state: State): ShownPoint | undefined {
  const { binding, step, description } = state;
  const run = focusedRun(state);
  const chip = focused(state);
  if (binding.kind !== 'ready' || !run || !chip || run.n !== description?.n) return undefined;
  const row = rowAt(run, step);
  const at = pointAt(run, row).slice();
  return at.every(Number.isFinite) ? { version: binding.version, at, step: run.steps[row], optimizer: chip.name } : undefined;
}
