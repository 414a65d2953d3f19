import * as vscode from 'vscode';
import { CancelledError, RequestError } from '../protocol/channel';
import type { Target } from '../protocol/engine';
import type { Diagnosis, NamedOptimizer } from '../protocol/model';
import { fileOf } from './documents';
import type { Engine } from './engine';
import type { DocumentLosses, LossState, LossStatus } from './lossStatus';
import type { Settings } from './settings';

/** What is to run on a loss: that of its open panel, else what a new one would start with. */
export interface RunningOptimizers {
  readonly onDidChangeOptimizers: vscode.Event<Target>;
  optimizersFor(target: Target): Promise<readonly NamedOptimizer[]>;
}

interface Examined {
  readonly revision: number;
  readonly diagnoses: readonly Diagnosis[];
}

/** The losses of one document: what was found, and the work that waits or is under way. */
interface Entry {
  readonly uri: vscode.Uri;
  losses: readonly LossState[];
  readonly examined: Map<string, Examined>;
  waiting: NodeJS.Timeout | undefined;
  running: AbortController | undefined;
}

/** How long all must have been quiet. */
const idleMilliseconds = 400;

/** Examines losses by every rule when an edit has settled, and stops with the next one; what an edit has made stale is gone at once. */
export class Diagnoses implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly entries = new Map<string, Entry>();
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly engine: Engine,
    status: LossStatus,
    private readonly settings: Settings,
    private readonly running: RunningOptimizers,
  ) {
    this.subscriptions = [
      this.changed,
      engine.onDidChange(() => this.pause()),
      status.onDidChange((losses) => this.follow(losses)),
      settings.onDidChange(() => this.startOver()),
      running.onDidChangeOptimizers(({ file, function: name }) => this.startOver((entry) => fileOf(entry.uri) === file, name)),
    ];
  }

  /** What is known of a document's losses, by their names. */
  of(uri: vscode.Uri): ReadonlyMap<string, readonly Diagnosis[]> {
    const examined = this.entries.get(uri.toString())?.examined ?? [];
    return new Map([...examined].map(([name, { diagnoses }]) => [name, diagnoses]));
  }

  dispose(): void {
    this.pause();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** Until the losses' states are known anew. */
  private pause(): void {
    for (const entry of this.entries.values()) stop(entry);
  }

  private follow({ uri, losses }: DocumentLosses): void {
    const entry = this.entries.get(uri.toString()) ?? { uri, losses, examined: new Map(), waiting: undefined, running: undefined };
    entry.losses = losses;
    this.entries.set(uri.toString(), entry);
    for (const [name, { revision }] of entry.examined) {
      if (!losses.some((loss) => loss.summary.name === name && revisionOf(loss) === revision)) entry.examined.delete(name);
    }
    this.changed.fire(uri);
    if (losses.length === 0) {
      stop(entry);
      this.entries.delete(uri.toString());
    } else this.schedule(entry);
  }

  /** All over again, or one loss of a document. */
  private startOver(concerns: (entry: Entry) => boolean = () => true, name?: string): void {
    for (const entry of [...this.entries.values()].filter(concerns)) {
      if (name === undefined) entry.examined.clear();
      else entry.examined.delete(name);
      this.schedule(entry);
    }
  }

  private schedule(entry: Entry): void {
    stop(entry);
    entry.waiting = setTimeout(() => void this.examineAll(entry), idleMilliseconds);
  }

  private async examineAll(entry: Entry): Promise<void> {
    const running = new AbortController();
    entry.running = running;
    for (const loss of entry.losses) {
      const revision = revisionOf(loss);
      const { name } = loss.summary;
      if (revision === undefined || entry.examined.get(name)?.revision === revision) continue;
      const diagnoses = await this.examine({ file: fileOf(entry.uri), function: name }, running.signal);
      if (running.signal.aborted) return;
      entry.examined.set(name, { revision, diagnoses });
      this.changed.fire(entry.uri);
    }
  }

  /** What stops a loss is reported as its problem, and not again. */
  private async examine(target: Target, signal: AbortSignal): Promise<readonly Diagnosis[]> {
    try {
      const optimizers = await this.running.optimizersFor(target);
      return await this.engine.request('diagnose', { target, optimizers, off: this.settings.diagnosticsOff }, { signal });
    } catch (error) {
      if (error instanceof CancelledError || error instanceof RequestError) return [];
      throw error;
    }
  }
}

/** Undefined while the source is broken, or newer than what is known of it. */
const revisionOf = ({ stale, result }: LossState): number | undefined => (stale ? undefined : result?.description.revision);

function stop(entry: Entry): void {
  clearTimeout(entry.waiting);
  entry.running?.abort();
  entry.running = undefined;
}
