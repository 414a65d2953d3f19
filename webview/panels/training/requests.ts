/** Keeps the curves in step with the settings, and does the long work when it is asked for. */
import { t } from '../../../src/l10n/t';
import type { Channel } from '../../../src/protocol/channel';
import type { BatchTrial, LayerHistory, LossDescription, Lottery, Standardisation } from '../../../src/protocol/model';
import type { CatalogEvents, HostMethods, PanelEvents, WebviewEvents } from '../../../src/protocol/panel';
import type { Varied } from '../../../src/protocol/variation';
import { Job } from '../../lib/job';
import { type AnyResource, PanelRequests } from '../../lib/panelRequests';
import { remembered } from '../../lib/remembered';
import { type Held, Resource } from '../../lib/resource';
import type { Store } from '../../lib/store';
import type { JobName } from './actions';
import { batchParams, isOverExamples, runParams, scalingParams, startParams, updatesPerEpoch, varyingOf, varyParams } from './settings';
import { type Constant, type Curve, type State, surroundingsOf, type Variation } from './state';

/** What this panel asks its host. */
export type TrainingMethods = Pick<HostMethods, 'descend' | 'layers' | 'batchSizes' | 'starts' | 'standardisation' | 'constants' | 'vary'>;
export type TrainingChannel = Channel<TrainingMethods, Record<never, never>, WebviewEvents, PanelEvents & CatalogEvents>;

interface Work {
  readonly key: string;
  start(): void;
}

export class TrainingRequests extends PanelRequests<State> {
  private readonly curve = new Resource<Curve>(this.changed);
  private readonly layers = new Resource<LayerHistory>(this.changed);
  private readonly batches = new Job<readonly BatchTrial[]>(this.changed);
  private readonly lottery = new Job<Lottery>(this.changed);
  private readonly scaling = new Job<Standardisation>(this.changed);
  private readonly constants = new Resource<readonly Constant[]>(this.changed);
  private readonly sizes = new Job<Variation>(this.changed);

  constructor(
    private readonly channel: TrainingChannel,
    store: Store<State>,
  ) {
    super(store);
  }

  start(job: JobName): void {
    this.jobs?.[job].start();
  }

  stop(job: JobName): void {
    this[job].cancel();
    this.sync();
  }

  /** What is under way, in words. */
  get progressWords(): string {
    if (this.lottery.pendingSince !== undefined) {
      const { trials = [], asked = this.store.state.settings.starts } = this.store.state.lottery.value ?? {};
      return t('start {0} of {1}', Math.min(trials.length + 1, asked), asked);
    }
    return t('training');
  }

  protected get all(): readonly AnyResource[] {
    return [this.curve, this.layers, this.constants, this.batches, this.lottery, this.scaling, this.sizes];
  }

  protected want(version: number, description: LossDescription): void {
    const { settings } = this.store.state;
    const surroundings = surroundingsOf(this.store.state);
    if (!surroundings) return;
    const params = runParams(settings, surroundings);
    const key = JSON.stringify([version, params]);
    const stepsPerEpoch = isOverExamples(description) ? updatesPerEpoch(settings, description) : undefined;
    this.curve.want(key, async (signal) => ({ run: await this.channel.request('descend', params, { signal }), stepsPerEpoch }));
    // The curves come first.
    if (this.curve.settled) this.constants.want(String(version), (signal) => this.channel.request('constants', {}, { signal }));
    if (this.curve.settled) this.layers.want(key, (signal) => this.channel.request('layers', params, { signal }));
  }

  protected found(): Partial<State> {
    const { jobs } = this;
    return {
      curve: this.held.curve(this.curve.held.value, this.curve.held.problem),
      layers: this.held.layers(this.layers.held.value, this.layers.held.problem),
      batches: this.batches.stateFor(jobs?.batches.key),
      lottery: this.lottery.stateFor(jobs?.lottery.key),
      scaling: this.scaling.stateFor(jobs?.scaling.key),
      constants: this.held.constants(this.constants.held.value, this.constants.held.problem),
      sizes: this.sizes.stateFor(jobs?.sizes.key),
      settled: this.settled,
    };
  }

  /** The long work as it would be done now; none while there is nothing to train. */
  private get jobs(): Readonly<Record<JobName, Work>> | undefined {
    const { binding, settings } = this.store.state;
    const surroundings = surroundingsOf(this.store.state);
    if (binding.kind !== 'ready' || !surroundings) return undefined;
    const { version } = binding;
    const varying = varyingOf(settings, this.store.state.constants.value ?? []);
    return {
      batches: work(this.batches, version, batchParams(settings, surroundings), (params, signal, onPartial) =>
        this.channel.request('batchSizes', params, { signal, onPartial }),
      ),
      lottery: work(this.lottery, version, startParams(settings, surroundings), (params, signal, onPartial) =>
        this.channel.request('starts', params, { signal, onPartial }),
      ),
      scaling: work(this.scaling, version, scalingParams(settings), (params, signal) =>
        this.channel.request('standardisation', params, { signal }),
      ),
      sizes: work(this.sizes, version, varying && varyParams(settings, varying), async (params, signal, onPartial) => {
        if (!params) return { constant: '', varied: [], asked: 0 };
        const known = (varied: readonly Varied[]): Variation => ({ constant: params.constant, varied, asked: params.values.length });
        return known(await this.channel.request('vary', params, { signal, onPartial: (varied) => onPartial(known(varied)) }));
      }),
    };
  }

  private readonly held = {
    curve: remembered(held<Curve>),
    layers: remembered(held<LayerHistory>),
    constants: remembered(held<readonly Constant[]>),
  };
}

function work<P, T>(
  job: Job<T>,
  version: number,
  params: P,
  ask: (params: P, signal: AbortSignal, partial: (value: T) => void) => Promise<T>,
): Work {
  const key = JSON.stringify([version, params]);
  return { key, start: () => job.start(key, (signal, partial) => ask(params, signal, partial)) };
}

const held = <T>(value: T | undefined, problem: Held<T>['problem']): Held<T> => ({ value, problem });
