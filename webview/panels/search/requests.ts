/** Runs the search that is asked for, keeps what has come of it, and finds out whether what was kept still holds. */
import { t } from '../../../src/l10n/t';
import { CancelledError, type Channel } from '../../../src/protocol/channel';
import type { SearchReport } from '../../../src/protocol/model';
import type { CatalogEvents, HostMethods, PanelEvents, SearchWebviewEvents } from '../../../src/protocol/panel';
import { problemOf } from '../../lib/resource';
import type { Store } from '../../lib/store';
import { type Plan, searchParams, trialParams } from './plan';
import { type Found, isRunning, type State, takesData } from './state';

/** What this panel asks its host. */
export type SearchMethods = Pick<HostMethods, 'search' | 'trial'>;
export type SearchChannel = Channel<SearchMethods, Record<never, never>, SearchWebviewEvents, PanelEvents & CatalogEvents>;

interface Running {
  readonly controller: AbortController;
  readonly since: number;
  readonly version: number;
}

export class SearchRequests {
  private running: Running | undefined;
  /** What is being checked. */
  private checking: Found | undefined;
  /** An interrupted search goes on once it is known that the function is the same. */
  private goesOn = false;

  constructor(
    private readonly channel: SearchChannel,
    private readonly store: Store<State>,
  ) {}

  /** An edit interrupts the search, which goes on only if the function is the same as before. */
  sync(): void {
    const { binding, found, run } = this.store.state;
    if (this.running && (binding.kind !== 'ready' || binding.version !== this.running.version)) this.interrupt();
    const known = binding.kind !== 'ready' || found === undefined || found.version === binding.version;
    if (!known && !isRunning(run) && this.checking !== found) void this.check(found, binding.version);
    this.settle();
  }

  get pendingSince(): number | undefined {
    return this.running?.since;
  }

  get progressWords(): string {
    const { run, found } = this.store.state;
    return t('searching {0} %', Math.floor(100 * ((run !== 'starting' && found?.report.done) || 0)));
  }

  /** Begins anew; what was found stays until the first trials come. */
  start(round: number): void {
    const { plan } = this.store.state;
    void this.search(plan, round, undefined);
  }

  /** Goes on with what was found. */
  resume(): void {
    const { found } = this.store.state;
    if (found) void this.search(found.plan, found.round, found.report);
  }

  /** Before its first trials there is nothing of the search to go on with. */
  pause(): void {
    this.end(this.store.state.run === 'starting' ? 'idle' : 'paused');
  }

  /** Ends the search; what was found stays. */
  cancel(): void {
    this.end('idle');
  }

  /** Until it is known what has changed. */
  private interrupt(): void {
    this.goesOn = this.store.state.run === 'running';
    this.stop(this.goesOn ? 'paused' : 'idle');
  }

  private end(run: State['run']): void {
    this.goesOn = false;
    this.stop(run);
  }

  private stop(run: State['run']): void {
    this.running?.controller.abort();
    this.running = undefined;
    this.store.set({ run });
    this.settle();
  }

  private async search(plan: Plan, round: number, earlier: SearchReport | undefined): Promise<void> {
    const { binding } = this.store.state;
    if (binding.kind !== 'ready') return;
    this.running?.controller.abort();
    const { version } = binding;
    const running: Running = { controller: new AbortController(), since: performance.now(), version };
    this.running = running;
    this.store.set({ run: earlier ? 'running' : 'starting', searchProblem: undefined });
    this.settle();
    const take = (report: SearchReport) => {
      if (this.running === running) this.store.set({ run: 'running', found: { plan, round, version, holds: true, report } });
    };
    const params = {
      ...searchParams(plan, takesData(this.store.state), round),
      ...(earlier && { earlier: { trials: earlier.trials, source: earlier.source } }),
    };
    try {
      take(await this.channel.request('search', params, { signal: running.controller.signal, onPartial: take }));
      this.finished(running);
    } catch (error) {
      if (this.running !== running) return;
      if (!(error instanceof CancelledError)) this.store.set({ searchProblem: problemOf(error) });
      this.finished(running);
    }
  }

  private finished(running: Running): void {
    if (this.running !== running) return;
    this.running = undefined;
    this.store.set({ run: 'idle' });
    this.settle();
  }

  /** Makes the first step of a trial again: it tells whether the text of the function is still that of the search. */
  private async check(found: Found, version: number): Promise<void> {
    this.checking = found;
    const [trial] = found.report.trials;
    const params = trial && { ...trialParams(found.plan, takesData(this.store.state), trial), steps: 1 };
    const answer = params && (await this.channel.request('trial', params).catch(() => undefined));
    const { state } = this.store;
    if (state.found !== found) return;
    const holds = answer?.source === found.report.source;
    const goesOn = holds && this.goesOn;
    this.goesOn = false;
    this.store.set({ found: { ...found, version, holds }, ...(!holds && { run: 'idle' as const }) });
    if (goesOn) this.resume();
    this.settle();
  }

  private settle(): void {
    const { binding, found, settled } = this.store.state;
    const compared = found === undefined || (binding.kind === 'ready' && found.version === binding.version);
    const next = binding.kind === 'ready' && !this.running && compared ? binding.version : undefined;
    if (next !== settled) this.store.set({ settled: next });
  }
}
