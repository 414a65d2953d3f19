/** Asks for what accompanies the picture: the schedule's preview, averages, internals of long paths, the penalties' geometry. */
import type { Channel } from '../../../src/protocol/channel';
import type { CoefficientPath, LossDescription, PenaltyGeometry, Trajectory } from '../../../src/protocol/model';
import type {
  CatalogEvents,
  CursorEvents,
  ForesightEvents,
  HostMethods,
  PanelEvents,
  PictureEvents,
  WebviewEvents,
} from '../../../src/protocol/panel';
import { Numbering } from '../numbering';
import { Resource } from '../resource';
import type { Averages, Side } from './side';
import { noSide } from './side';
import type { State } from './state';

/** What this panel asks its host. */
export type PictureMethods = Pick<
  HostMethods,
  | 'readout'
  | 'surface'
  | 'overlay'
  | 'plane'
  | 'basins'
  | 'convexity'
  | 'criticalPoints'
  | 'descend'
  | 'coefficientPath'
  | 'penaltyGeometry'
  | 'scheduleRates'
  | 'averages'
>;
export type HostChannel = Channel<
  PictureMethods,
  Record<never, never>,
  WebviewEvents & ForesightEvents,
  PanelEvents & CatalogEvents & PictureEvents & CursorEvents
>;
export type PathParams = HostMethods['descend']['params'];

/** With more coefficients than this a path over α takes long, and shows nothing but a tangle. */
const mostCoefficients = 200;

/** What is wanted depends on the picture's own requests. */
export interface Surroundings {
  readonly version: number;
  readonly description: LossDescription;
  /** The focused path when it is up to date, and what was asked for it. */
  readonly run: Trajectory | undefined;
  readonly params: PathParams | undefined;
  /** The learning rate that a schedule begins from. */
  readonly rate: number | undefined;
}

export class SideRequests {
  private readonly preview: Resource<Float64Array>;
  private readonly averages: Resource<Averages>;
  private readonly detail: Resource<Trajectory>;
  private readonly geometry: Resource<PenaltyGeometry>;
  private readonly coefficients: Resource<CoefficientPath>;
  private readonly numbers = new Numbering();
  private last: Side = noSide;

  constructor(
    private readonly channel: HostChannel,
    onChange: () => void,
  ) {
    this.preview = new Resource(onChange);
    this.averages = new Resource(onChange);
    this.detail = new Resource(onChange);
    this.geometry = new Resource(onChange);
    this.coefficients = new Resource(onChange);
  }

  get all(): readonly Resource<unknown>[] {
    return [this.preview, this.averages, this.detail, this.geometry, this.coefficients] as readonly Resource<unknown>[];
  }

  sync(state: State, around: Surroundings): void {
    this.wantPreview(state, around);
    this.wantAverages(state, around);
    this.wantDetail(state, around);
    this.wantGeometry(state, around);
    this.wantCoefficients(state, around);
  }

  /** The same object as before while nothing in it has changed. */
  collect(): Side {
    const { value, problem } = this.coefficients.held;
    const next: Side = {
      preview: this.preview.held.value,
      averages: this.averages.held.value,
      detail: this.detail.held.value,
      geometry: this.geometry.held.value,
      coefficients: value,
      problem,
    };
    const same = Object.entries(next).every(([key, held]) => Object.is(held, this.last[key as keyof Side]));
    if (!same) this.last = next;
    return this.last;
  }

  /** A plateau is shown what the run has reached; other schedules depend on the step alone. */
  private wantPreview({ settings, runOpen }: State, { run, rate }: Surroundings): void {
    const { schedule } = settings.run;
    if (!schedule || !runOpen || rate === undefined) {
      this.preview.clear();
      return;
    }
    const { steps } = settings;
    const heeds = schedule.id === 'plateau' || schedule.options.then === 'plateau';
    const reached = heeds && run && run.objective.length === steps + 1 ? run : undefined;
    const key = JSON.stringify([schedule, rate, steps, reached && this.numbers.of(reached)]);
    this.preview.want(key, (signal) =>
      this.channel.request(
        'scheduleRates',
        { schedule, learningRate: rate, steps, ...(reached && { objectives: reached.objective }) },
        { signal },
      ),
    );
  }

  private wantAverages({ settings: { average: beta } }: State, { run }: Surroundings): void {
    if (beta === undefined) {
      this.averages.clear();
      return;
    }
    if (!run) return;
    this.averages.want(JSON.stringify([this.numbers.of(run), beta]), async (signal) => ({
      ...{ of: run, beta },
      ...(await this.channel.request('averages', { values: run.loss, beta }, { signal })),
    }));
  }

  private wantDetail({ internalsOpen, step }: State, { version, run, params }: Surroundings): void {
    if (!internalsOpen || !run || !params || params.internals) {
      this.detail.clear();
      return;
    }
    const upTo = { ...params, steps: step, every: Math.max(1, step), curvature: false, internals: true };
    this.detail.want(keyOf(version, upTo), (signal) => this.channel.request('descend', upTo, { signal }));
  }

  private wantGeometry({ settings }: State, { version, description, run }: Surroundings): void {
    const { penalties, unpenalized } = settings.run;
    const { n } = description;
    if (penalties.length === 0 || n < 2 || n > mostCoefficients || (n > 2 && settings.slice.kind !== 'coordinates')) {
      this.geometry.clear();
      return;
    }
    if (!run?.answer.every(Number.isFinite)) return;
    const params = { penalties, unpenalized, start: run.answer, plane: settings.plane };
    this.geometry.want(keyOf(version, params), (signal) => this.channel.request('penaltyGeometry', params, { signal }));
  }

  private wantCoefficients({ settings, pathOpen }: State, { version, description }: Surroundings): void {
    const { penalties, unpenalized } = settings.run;
    const [penalty, ...others] = penalties;
    if (!penalty || others.length > 0 || !pathOpen || description.n > mostCoefficients) {
      this.coefficients.clear();
      return;
    }
    const { alpha: _varied, ...options } = penalty.options;
    const params = { penalty: { id: penalty.id, options }, unpenalized, start: description.start };
    this.coefficients.want(keyOf(version, params), (signal, onPartial) =>
      this.channel.request('coefficientPath', params, { signal, onPartial }),
    );
  }
}

/** What a request is for, as text: equal keys mean equal answers. */
export const keyOf = (version: number, params: { readonly start?: Float64Array }): string =>
  JSON.stringify([version, { ...params, start: [...(params.start ?? [])] }]);
