/** What the Spectrum panel asks for at the point where the user is. */
import { t } from '../../../src/l10n/t';
import type { Channel } from '../../../src/protocol/channel';
import type { CriticalPoints, LossDescription, Problem, RatioSearch, Spectrum } from '../../../src/protocol/model';
import type { HostMethods, PanelEvents, WebviewEvents } from '../../../src/protocol/panel';
import { searchedDimensions as provenDimensions, searchBox } from '../../../src/protocol/points';
import { rescaledPoint } from '../../../src/protocol/rescaled';
import { type AnyResource, PanelRequests } from '../../lib/panelRequests';
import { remembered } from '../../lib/remembered';
import { Resource } from '../../lib/resource';
import type { Store } from '../../lib/store';
import { roundEpsilon } from './epsilon';
import {
  boxNote,
  type Compared,
  chosenEnds,
  type Gathered,
  gathered,
  type Place,
  placesByStarts,
  placesInBox,
  type SearchNote,
  startsNote,
} from './places';
import { type Answer, type Comparison, type Line, pointOf, type State } from './state';

/** What this panel asks its host. */
export type SpectrumMethods = Pick<
  HostMethods,
  'spectrum' | 'parseVector' | 'criticalPoints' | 'minimumRatio' | 'rescaling' | 'sharpness' | 'interpolation'
>;
export type SpectrumChannel = Channel<SpectrumMethods, Record<never, never>, WebviewEvents, PanelEvents>;

/** Up to so many parameters critical points are looked for unasked: that takes about a second. */
const unaskedDimensions = 30;
/** Up to so many they can be looked for at all, and a rescaling is looked for. */
export const searchedDimensions = 400;

/** Whether critical points are looked for only when asked. */
export const searchIsAsked = (n: number): boolean => n > unaskedDimensions && n <= searchedDimensions;

interface Found {
  readonly places: readonly Place[];
  readonly note: SearchNote;
}

export class SpectrumRequests extends PanelRequests<State> {
  private readonly spectrum = new Resource<Spectrum>(this.changed);
  private readonly search = new Resource<Found>(this.changed);
  private readonly rescaling = new Resource<{ readonly exponents: Float64Array | undefined }>(this.changed);
  private readonly comparison = new Resource<Comparison>(this.changed);
  private readonly line = new Resource<Line>(this.changed);
  private readonly ids = new WeakMap<object, number>();
  private lastId = 0;

  constructor(
    private readonly channel: SpectrumChannel,
    store: Store<State>,
  ) {
    super(store);
  }

  /** What is under way, in words. */
  get progressWords(): string {
    if (this.spectrum.pendingSince !== undefined)
      return t(
        'spectrum {0}',
        percent(this.spectrum, ({ progress }) => progress),
      );
    if (this.search.pendingSince !== undefined)
      return t(
        'searching {0}',
        percent(this.search, ({ note }) => note.progress),
      );
    return t('computing');
  }

  protected get all(): readonly AnyResource[] {
    return [this.spectrum, this.search, this.rescaling, this.comparison, this.line];
  }

  protected want(version: number, description: LossDescription): void {
    const { at: chosen, top, probes } = this.store.state;
    const at = pointOf({ at: chosen, description }) ?? description.start;
    const place = `${version} ${chosen ? this.idOf(chosen) : 'start'}`;
    this.spectrum.want(`${place} ${top} ${probes}`, (signal, onPartial) =>
      this.channel.request('spectrum', { at, top, probes }, { signal, onPartial }),
    );
    // The spectrum comes first; the rest shares what it leaves of the engine.
    if (!this.spectrum.settled) return;
    this.wantSearch(version, description);
    if (description.n <= searchedDimensions) {
      this.rescaling.want(place, async (signal) => ({ exponents: await this.channel.request('rescaling', { at }, { signal }) }));
    } else this.rescaling.clear();
    if (this.search.settled && this.rescaling.settled) this.wantComparison(version);
  }

  private wantSearch(version: number, description: LossDescription): void {
    const { n, start } = description;
    if (n <= provenDimensions) {
      const box = searchBox(description);
      this.search.want(JSON.stringify([version, box]), async (signal, partial) => {
        const onPartial = (known: CriticalPoints) => partial(foundInBox(known));
        return foundInBox(await this.channel.request('criticalPoints', { box }, { signal, onPartial }));
      });
    } else if (n <= unaskedDimensions || (searchIsAsked(n) && this.store.state.searching)) {
      this.search.want(`${version}`, async (signal, partial) => {
        const onPartial = (known: RatioSearch) => partial(foundByStarts(known));
        return foundByStarts(await this.channel.request('minimumRatio', { at: start }, { signal, onPartial }));
      });
    } else this.search.clear();
  }

  private wantComparison(version: number): void {
    const { epsilon: chosen, at, factor, from, to } = this.store.state;
    const gathered = this.gather(version, at, this.places, this.exponents, factor);
    const points = gathered.points.map(({ at: point }) => point);
    const epsilon = chosen ?? roundEpsilon(points);
    this.comparison.want(`${version} ${this.idOf(gathered)} ${epsilon}`, async (signal, partial) => {
      const onPartial = (sharpness: Comparison['sharpness']) => partial({ gathered, epsilon, sharpness });
      return { gathered, epsilon, sharpness: await this.channel.request('sharpness', { points, epsilon }, { signal, onPartial }) };
    });
    const ends = chosenEnds(gathered.ends, from, to);
    if (ends) this.wantLine(version, ends);
    else this.line.clear();
  }

  private wantLine(version: number, [first, second]: readonly [Compared, Compared]): void {
    this.line.want(`${version} ${this.idOf(first.at)} ${this.idOf(second.at)}`, async (signal) => ({
      ...{ from: first.name, to: second.name },
      interpolation: await this.channel.request('interpolation', { from: first.at, to: second.at }, { signal }),
    }));
  }

  private readonly gather = remembered(
    (_version: number, chosen: State['at'], places: readonly Place[], exponents: State['exponents'], factor: number): Gathered => {
      const start = this.store.state.description?.start ?? new Float64Array();
      const at = chosen ? Float64Array.from(chosen) : start;
      return gathered(at, places, start, exponents && ((point) => rescaledPoint(point, exponents, factor)));
    },
  );

  private get places(): readonly Place[] {
    return this.fitting(this.search.held.value?.places, (places) => places[0]?.at) ?? nowhere;
  }

  private get exponents(): Float64Array | undefined {
    return this.fitting(this.rescaling.held.value?.exponents, (exponents) => exponents);
  }

  /** After an edit that changes the number of parameters, what is held is of another space until the answers come. */
  private fitting<T>(value: T | undefined, vectorOf: (value: T) => Float64Array | undefined): T | undefined {
    const length = value === undefined ? undefined : vectorOf(value)?.length;
    return length === this.store.state.description?.n ? value : undefined;
  }

  protected found(): Partial<State> {
    const { state } = this.store;
    const comparison = this.fitting(this.comparison.held.value, ({ gathered }) => gathered.points[0]?.at);
    return {
      spectrum: this.answers.spectrum(this.spectrumHere(state), this.spectrum.held.problem),
      places: this.places,
      search: this.search.held.value?.note,
      searchProblem: this.search.held.problem,
      exponents: this.exponents,
      comparison: this.answers.comparison(comparison, this.comparison.held.problem),
      line: this.answers.line(comparison && this.line.held.value, this.line.held.problem),
      settled: this.settled,
    };
  }

  private spectrumHere({ description }: State): Spectrum | undefined {
    const { value } = this.spectrum.held;
    return value?.n === description?.n ? value : undefined;
  }

  private readonly answers = {
    spectrum: remembered(answer<Spectrum>),
    comparison: remembered(answer<Comparison>),
    line: remembered(answer<Line>),
  };

  private idOf(object: object): number {
    const known = this.ids.get(object);
    if (known !== undefined) return known;
    this.ids.set(object, ++this.lastId);
    return this.lastId;
  }
}

const nowhere: readonly Place[] = [];

function percent<T>(resource: Resource<T>, progressOf: (value: T) => number): string {
  const { value } = resource.held;
  return `${Math.floor(100 * (value !== undefined && resource.fresh ? progressOf(value) : 0))} %`;
}

const answer = <T>(value: T | undefined, problem: Problem | undefined): Answer<T> => ({ value, problem });

const foundInBox = (search: CriticalPoints): Found => ({ places: placesInBox(search), note: boxNote(search) });
const foundByStarts = (search: RatioSearch): Found => ({ places: placesByStarts(search), note: startsNote(search) });
