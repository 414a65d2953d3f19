/**
 * Keeps what is shown in step with what is chosen. After every change it says what is wanted now; each `Resource` asks only
 * for what differs from what it has. The order is forced by the data: the reference readout gives automatic rates and the
 * tolerance, the paths give the box, the box gives map and critical points, the focused path gives the current point.
 */
import type { LossDescription, NamedOptimizer, Readout, Surface, Trajectory } from '../../../src/protocol/model';
import type { Foresight } from '../../../src/protocol/panel';
import { oldestPending, Resource } from '../resource';
import { extent, pointAt, rowAt, rowCount } from '../rows';
import type { Store } from '../store';
import { type Answers, Foresights } from './foresight';
import { type Box, contains, equalUnits, homeBox, hull } from './map/box';
import { type ShownPlane, uvOf } from './map/shownPlane';
import { type MapView, OverlayRequests } from './overlayRequests';
import { PathRequests } from './pathRequests';
import { PlaneRequests, planeKey } from './planeRequests';
import { PointRequests } from './pointRequests';
import { rateOf, reachOf } from './rate';
import { Rest } from './rest';
import { metadataOf } from './settings';
import { type HostChannel, type PictureMethods, SideRequests } from './sideRequests';
import { focused, focusedRun, type State, startOf } from './state';

export type { HostChannel, PictureMethods };

/** Points along each side of the grid; with more than two parameters each value is dear. */
export interface GridSizes {
  readonly planar: number;
  readonly cut: number;
  /** While the run plays and the cut through more parameters moves along. */
  readonly moving: number;
}
export const mapSizes: GridSizes = { planar: 161, cut: 81, moving: 41 };
type Grid = NonNullable<Foresight['map']>;

export class PictureRequests {
  private readonly changed = () => this.sync();
  private readonly reference = new Resource<Readout>(this.changed);
  private readonly surface = new Resource<Surface>(this.changed);
  private readonly readout = new Resource<Readout>(this.changed);
  private readonly paths: PathRequests;
  private readonly side: SideRequests;
  private readonly overlay: OverlayRequests;
  private readonly planes: PlaneRequests;
  private readonly points: PointRequests;
  private readonly foresights: Foresights;
  private readonly rest = new Rest(this.changed);
  /** What the map was asked for last. */
  private grid: Grid | undefined;
  /** The directions that the home box is in. */
  private homeIn: string | undefined;

  constructor(
    private readonly channel: HostChannel,
    private readonly store: Store<State>,
    private readonly sizes = mapSizes,
    asks: { readonly convexity: boolean } = { convexity: true },
  ) {
    this.paths = new PathRequests(channel, store, this.changed);
    this.side = new SideRequests(channel, this.changed);
    this.overlay = new OverlayRequests(channel, this.changed);
    this.planes = new PlaneRequests(channel, this.changed);
    this.points = new PointRequests(channel, asks, this.changed);
    this.foresights = new Foresights((foresight) => channel.emit('foresight', foresight));
  }

  /** Says what is wanted in the present state. Cheap when nothing has changed. */
  sync(): void {
    const { binding } = this.store.state;
    if (binding.kind !== 'ready') {
      for (const resource of this.all()) resource.suspend();
      this.collect();
      return;
    }
    const { version, description, readout } = binding;
    if (readout) this.reference.offer(`${version}`, readout);
    this.reference.want(`${version}`, (signal) => this.channel.request('readout', { at: description.start, brief: true }, { signal }));
    if (binding.picture === 'coming') {
      this.collect();
      return;
    }
    const answers = this.foresights.answers(binding);
    if (answers) this.rest.begin(version);
    if (this.reference.settled) this.paths.sync(version, description, this.reference.held.value, answers);
    this.wantReadout(version, answers);
    this.wantMap(version, description, answers);
    this.wantSide(version, description);
    this.foresee(description);
    this.collect();
  }

  /** Gives up what is under way; what is shown stays. */
  cancel(): void {
    for (const resource of this.all()) resource.cancel();
    this.collect();
  }

  /** Chooses automatic rates again, also where the ones held would still do. */
  rechooseRates(): void {
    this.paths.rechooseRates();
  }

  /** The optimizers that are shown, with the rates in force; none where the run changes what is stable. */
  running(): readonly NamedOptimizer[] {
    return this.paths.running();
  }

  /** Since when the oldest request has been running. */
  get pendingSince(): number | undefined {
    return oldestPending(this.all());
  }

  private all(): readonly Resource<unknown>[] {
    return [...this.own(), ...this.overlay.all];
  }

  /** All but what is laid over the map. */
  private own(): readonly Resource<unknown>[] {
    return [
      this.reference,
      this.surface,
      this.readout,
      ...this.paths.all,
      ...this.side.all,
      ...this.planes.all,
      ...this.points.all,
    ] as readonly Resource<unknown>[];
  }

  private wantMap(version: number, description: LossDescription, answers: Answers | undefined): void {
    // Of many parameters the map lies beside the current point of the path, which is not known while that is under way.
    if (description.n > 2 && this.surface.held.value && this.paths.isUnderWay()) return;
    const shown = this.planes.plane(version, this.store.state, description, this.base(description));
    if (shown !== this.store.state.shownPlane || this.planes.problem !== this.store.state.planeProblem)
      this.store.set({ shownPlane: shown ?? this.store.state.shownPlane, planeProblem: this.planes.problem });
    const home = shown && this.homeFor(description, shown);
    if (!home) return;
    const { view, playing } = this.store.state;
    const box = view ?? home;
    const { n } = description;
    const { plane } = shown;
    const { planar, cut, moving } = this.sizes;
    const size = n <= 2 ? planar : playing ? moving : cut;
    const grid: Grid = { plane, box: n === 1 ? [box[0], box[1], 0, 1] : box, size };
    const first = answers?.surfaceOf(grid);
    this.surface.want(
      JSON.stringify([version, box, size, planeKey(plane)]),
      (signal, onPartial) => this.channel.request('surface', grid, { signal, onPartial }),
      { first, later: first !== undefined && !this.rest.over },
    );
    this.grid = grid;
    this.overlay.sync(this.store.state, { version, description, plane, box, size, optimizer: this.focusedOptimizer() });
    if (!this.rest.over) this.points.suspend();
    else if (this.readable()) this.points.sync(this.store.state, version, description, contains(home, box) ? home : hull(home, box));
  }

  private focusedOptimizer(): MapView['optimizer'] {
    const chip = focused(this.store.state);
    return chip && { ...this.paths.optimizerOf(chip), name: chip.name };
  }

  /** The point that the other coordinates are held at: the current one of the focused path, else the start. */
  private base(description: LossDescription): Float64Array {
    const { settings, step } = this.store.state;
    const chip = focused(this.store.state);
    const run = chip && this.paths.of(chip)?.held.value;
    const start = startOf({ settings, description }) ?? description.start;
    return description.n > 2 && run && run.n === description.n ? pointAt(run, rowAt(run, step)) : start;
  }

  /** The box when the user has not zoomed. From the domain at once; else from the paths, when all are there. */
  private homeFor(description: LossDescription, shown: ShownPlane): Box | undefined {
    const { home } = this.store.state;
    const [first, second] = shown.axes?.map((i) => description.domain[i]) ?? [];
    const paths = this.paths.shown();
    if (!(first && second) && (paths.length === 0 || !paths.every(({ settled }) => settled))) return home;
    const directions = planeKey({ ...shown.plane, origin: new Float64Array(0) });
    const next =
      first && second
        ? equalUnits([...first, ...second])
        : homeBox({
            domain: [first, second],
            points: this.pointsInView(description, shown),
            reach: shown.axes ? 2 * reachOf(description, this.reference.held.value) : 0,
            current: this.homeIn === directions || this.homeIn === undefined ? home : undefined,
          });
    this.homeIn = directions;
    if (home?.every((value, i) => value === next[i])) return home;
    this.store.set({ home: next });
    return next;
  }

  /** The start, then every step that is not on its way to infinity; of random directions, what moves each filter by as much as it is. */
  private pointsInView(description: LossDescription, shown: ShownPlane): readonly (readonly [number, number])[] {
    const { settings } = this.store.state;
    if (!shown.axes && settings.slice.kind === 'random')
      return [
        [-1, -1],
        [1, 1],
      ];
    const start = startOf({ settings, description }) ?? description.start;
    const visited = this.paths.shown().flatMap(({ held }) => (held.value ? pointsNear(held.value) : []));
    // A penalty's ball lies round the origin.
    const origin = settings.run.penalties.length > 0 ? [new Float64Array(description.n)] : [];
    return [start, ...origin, ...visited].filter(({ length }) => length === description.n).map((at) => uvOf(shown, at));
  }

  private wantReadout(version: number, answers: Answers | undefined): void {
    const { step } = this.store.state;
    const chip = focused(this.store.state);
    const run = chip && this.paths.settledRun(chip);
    if (!run) return;
    const at = pointAt(run, rowAt(run, step)).slice();
    if (!at.every(Number.isFinite)) {
      this.readout.cancel();
      return;
    }
    const key = `${version} ${at.join(' ')}`;
    const known = answers?.readoutAt(at);
    if (known) this.readout.offer(key, known);
    this.readout.want(key, (signal) => this.channel.request('readout', { at, brief: true }, { signal }));
  }

  private wantSide(version: number, description: LossDescription): void {
    const { state } = this.store;
    const chip = focused(state);
    const settled = chip && this.paths.settledRun(chip);
    const run = settled?.n === description.n ? settled : undefined;
    this.side.sync(state, {
      ...{ version, description, run },
      params: chip && this.paths.paramsOf(chip, description, this.reference.held.value),
      rate: chip && rateOf(chip, metadataOf(state.catalog, chip)?.options, state.rates[chip.key]),
    });
  }

  /** Once all is there, an edit that changes little asks for the same again. */
  private foresee(description: LossDescription): void {
    const { settings, step, playing } = this.store.state;
    if (playing || !this.readable()) return;
    const shown = settings.chips.filter(({ hidden }) => !hidden);
    const focus = shown.findIndex(({ key }) => key === focused(this.store.state)?.key);
    const paths = shown.map((chip) => this.paths.paramsOf(chip, description, this.reference.held.value));
    const map = this.store.state.shownPlane?.axes && this.grid;
    if (focus >= 0) this.foresights.foresee({ paths, focus, step, ...(map && { map }) });
  }

  /** Writes what has come into the state. */
  private collect(): void {
    const { state } = this.store;
    const problem = this.surface.held.problem ?? this.readout.held.problem ?? this.points.problem ?? this.reference.held.problem;
    const version = state.binding.kind === 'ready' ? state.binding.version : undefined;
    const next = {
      runs: this.paths.collect(state),
      surface: this.surface.held.value,
      ...this.points.collect(state),
      readout: this.readout.held.value,
      side: this.side.collect(),
      overlaid: this.overlay.collect(state),
      problem,
      settled: this.complete() ? version : undefined,
      shown: this.readable() ? version : undefined,
    };
    if (Object.entries(next).some(([key, value]) => !Object.is(state[key as keyof State], value))) this.store.set(next);
  }

  private complete(): boolean {
    return this.asked() && this.rest.over && this.overlay.settled && this.own().every(({ settled }) => settled);
  }

  /** Paths are there, with them the readouts (of many parameters, those follow), and the map is, if only coarsely. */
  private readable(): boolean {
    const fromPath = focusedRun(this.store.state)?.eigenvalues.length ?? 0;
    const needed = [this.reference, ...this.paths.all, ...(fromPath > 0 ? [] : [this.readout])];
    return this.asked() && this.surface.fresh && needed.every(({ settled }) => settled);
  }

  private asked(): boolean {
    const { settings, home, binding } = this.store.state;
    if (binding.kind === 'ready' && binding.picture === 'coming') return false;
    const shown = settings.chips.filter(({ hidden }) => !hidden);
    return shown.every((chip) => this.paths.of(chip) !== undefined) && (home !== undefined || shown.length === 0);
  }
}

/** Where a run has been; rows that climb far above the start belong to a path that leaves the picture. */
function pointsNear(run: Trajectory): readonly Float64Array[] {
  const [first] = run.loss;
  const [lowest] = extent(run.loss) ?? [first];
  const highest = first + 0.5 * (first - lowest);
  const rows = Array.from({ length: rowCount(run) }, (_, row) => row).filter((row) => row === 0 || run.loss[row] <= highest);
  return rows.map((row) => pointAt(run, row));
}
