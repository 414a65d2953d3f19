import * as vscode from 'vscode';
import { t } from '../l10n/t';
import { type ParamsOf, type PartialOf, RequestError, type RequestOptions, type ResultOf } from '../protocol/channel';
import type { EngineMethods, SweepMethods } from '../protocol/engine';
import type { Catalog, Problem } from '../protocol/model';
import type { EngineClient } from '../worker/client';
import type { Documents } from './documents';

type Method = keyof EngineMethods & string;

export type EngineState = { readonly kind: 'idle' | 'computing' } | { readonly kind: 'stopped'; readonly problem: Problem };

/** Problems that ended the worker. */
const stops: ReadonlySet<Problem['code']> = new Set(['time-limit', 'memory-limit', 'internal']);

/** What answers without running anything of the user's. */
const harmless: ReadonlySet<Method> = new Set<Method>(['sync', 'catalog', 'losses', 'remedies', 'scheduleRates', 'averages']);

const untrusted: Problem = {
  code: 'untrusted',
  message: t('Saddlescope runs nothing of yours until you trust this workspace.'),
  hint: t('Use the command "Workspaces: Manage Workspace Trust".'),
};

/** The engine as the host's parts see it: fed with unsaved texts, and closed to user code until the workspace is trusted. */
export class Engine implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<readonly string[]>();
  /** Files whose text changed, after the engine was told; all results may differ from now on. Empty: everything may. */
  readonly onDidChange = this.changed.event;
  /** Fires when files or folders have got other names. */
  readonly onDidRename: Documents['onDidRename'];
  private readonly stateChanged = new vscode.EventEmitter<void>();
  readonly onDidChangeState = this.stateChanged.event;
  private known: Promise<Catalog> | undefined;
  private open = 0;
  /** What stopped the engine, until it answers again. */
  private stopped: Problem | undefined;
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly client: EngineClient,
    documents: Documents,
  ) {
    client.sync(documents.overlays());
    this.onDidRename = documents.onDidRename;
    this.subscriptions = [
      this.changed,
      this.stateChanged,
      documents.onDidChange((overlays) => {
        client.sync(overlays);
        this.changed.fire(overlays.map(({ file }) => file));
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.changed.fire([])),
      // A worker knows from its start where data may be read.
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.restart()),
    ];
  }

  async request<M extends Method>(
    method: M,
    params: ParamsOf<EngineMethods, M>,
    options?: RequestOptions<PartialOf<EngineMethods, M>>,
  ): Promise<ResultOf<EngineMethods, M>> {
    return this.answered(harmless.has(method), () => this.client.request(method, params, options));
  }

  /** Long work that several workers share. */
  async sweep<M extends keyof SweepMethods>(
    method: M,
    params: ParamsOf<SweepMethods, M>,
    options?: RequestOptions<PartialOf<SweepMethods, M>>,
  ): Promise<ResultOf<SweepMethods, M>> {
    return this.answered(false, () => this.client.sweep(method, params, options));
  }

  /** It is the same as long as this runs, so that nobody waits behind other work for it twice. */
  catalog(): Promise<Catalog> {
    this.known ??= this.request('catalog', {}).catch((error: unknown) => {
      this.known = undefined;
      throw error;
    });
    return this.known;
  }

  get state(): EngineState {
    if (this.stopped) return { kind: 'stopped', problem: this.stopped };
    return { kind: this.open > 0 ? 'computing' : 'idle' };
  }

  private async answered<T>(isHarmless: boolean, ask: () => Promise<T>): Promise<T> {
    if (!vscode.workspace.isTrusted && !isHarmless) throw new RequestError(untrusted);
    this.open++;
    this.stateChanged.fire();
    try {
      const result = await ask();
      if (!isHarmless) this.stopped = undefined;
      return result;
    } catch (error) {
      if (error instanceof RequestError && stops.has(error.problem.code)) this.stopped = error.problem;
      throw error;
    } finally {
      this.open--;
      this.stateChanged.fire();
    }
  }

  /** Ends what is running; functions that were stopped for taking too long are asked again. */
  restart(): void {
    this.stopped = undefined;
    this.client.restart();
    this.stateChanged.fire();
    this.changed.fire([]);
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.client.dispose();
  }
}
