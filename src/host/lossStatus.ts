import * as vscode from 'vscode';
import { CancelledError, RequestError } from '../protocol/channel';
import type { LossDescription, LossSummary, Problem, Readout } from '../protocol/model';
import { problemOf } from './boundLoss';
import { fileOf, isLossDocument } from './documents';
import type { Engine } from './engine';

/** What is known of one loss of a document. The last good result stays, marked stale, until a newer one is there. */
export interface LossState {
  readonly summary: LossSummary;
  readonly result: { readonly description: LossDescription; readonly readout: Readout } | undefined;
  readonly problem: Problem | undefined;
  readonly stale: boolean;
}

export interface DocumentLosses {
  readonly uri: vscode.Uri;
  readonly losses: readonly LossState[];
}

interface Entry {
  /** Of the text in which the losses were found last. */
  version: number | undefined;
  losses: readonly LossState[];
  refreshing: AbortController | undefined;
}

/** How long typing must rest before losses are evaluated again; finding them from syntax does not wait. */
const restMilliseconds = 60;

/** The state of every loss in the documents that were asked about, kept fresh while they are edited. */
export class LossStatus implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<DocumentLosses>();
  readonly onDidChange = this.changed.event;
  private readonly entries = new Map<string, Entry>();
  private readonly subscriptions: vscode.Disposable[];
  private rest: NodeJS.Timeout | undefined;

  constructor(private readonly engine: Pick<Engine, 'request' | 'onDidChange'>) {
    this.subscriptions = [
      this.changed,
      engine.onDidChange(() => this.refreshSoon()),
      vscode.workspace.onDidCloseTextDocument((document) => this.forget(document)),
      vscode.window.onDidChangeVisibleTextEditors((editors) => this.lookAt(editors)),
    ];
    this.lookAt(vscode.window.visibleTextEditors);
  }

  /** The losses of a document as its syntax has them now, at once when they are known; their results follow by `onDidChange`. */
  async losses(document: vscode.TextDocument): Promise<readonly LossState[]> {
    // Its name may be another's by now, which is to be found anew.
    if (document.isClosed) return [];
    const known = this.entries.get(document.uri.toString());
    if (known?.version === document.version) return known.losses;
    const entry = await this.find(document);
    if (!known) void this.evaluate(document.uri, entry);
    return entry.losses;
  }

  dispose(): void {
    clearTimeout(this.rest);
    for (const entry of this.entries.values()) entry.refreshing?.abort();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  /** What is on screen is evaluated whether lenses are shown or not: problems depend on it too. */
  private lookAt(editors: readonly vscode.TextEditor[]): void {
    for (const { document } of editors) {
      if (isLossDocument(document) && !this.entries.has(document.uri.toString())) this.losses(document).catch(ignoreIfGone);
    }
  }

  private async find(document: vscode.TextDocument): Promise<Entry> {
    const key = document.uri.toString();
    const entry = this.entries.get(key) ?? { version: undefined, losses: [], refreshing: undefined };
    this.entries.set(key, entry);
    const { version } = document;
    const found = await this.engine.request('losses', { file: fileOf(document.uri) });
    entry.version = version;
    const broken = found.problems.length > 0;
    entry.losses = found.losses.map((summary) => {
      const before = entry.losses.find((loss) => loss.summary.name === summary.name);
      return { summary, result: before?.result, problem: before?.problem, stale: broken || (before?.stale ?? true) };
    });
    return entry;
  }

  private refreshSoon(): void {
    clearTimeout(this.rest);
    this.rest = setTimeout(() => void this.refreshAll(), restMilliseconds);
  }

  private async refreshAll(): Promise<void> {
    for (const document of vscode.workspace.textDocuments) {
      if (document.isClosed || !this.entries.has(document.uri.toString())) continue;
      try {
        await this.evaluate(document.uri, await this.find(document));
      } catch (error) {
        ignoreIfGone(error);
      }
    }
  }

  private async evaluate(uri: vscode.Uri, entry: Entry): Promise<void> {
    // The document was closed meanwhile, and another may go by its name.
    if (this.entries.get(uri.toString()) !== entry) return;
    entry.refreshing?.abort();
    const refreshing = new AbortController();
    entry.refreshing = refreshing;
    for (const before of entry.losses) {
      const update = await this.look(fileOf(uri), before, refreshing.signal);
      if (refreshing.signal.aborted) return;
      entry.losses = entry.losses.map((loss) => (loss.summary.name === before.summary.name ? { ...loss, ...update } : loss));
      this.changed.fire({ uri, losses: entry.losses });
    }
    if (entry.losses.length === 0) this.changed.fire({ uri, losses: [] });
  }

  /** What an edit did not concern is not read out again. */
  private async look(file: string, { summary, result }: LossState, signal: AbortSignal): Promise<Partial<LossState>> {
    const target = { file, function: summary.name };
    try {
      const description = await this.engine.request('describe', { target }, { signal });
      const same = result?.description.revision === description.revision;
      const readout = same ? result.readout : await this.engine.request('readout', { target, brief: true }, { signal });
      return { result: { description, readout }, problem: description.warnings[0], stale: false };
    } catch (error) {
      if (error instanceof CancelledError) return {};
      return { problem: problemOf(error), stale: true };
    }
  }

  private forget(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    this.entries.get(key)?.refreshing?.abort();
    if (this.entries.delete(key)) this.changed.fire({ uri: document.uri, losses: [] });
  }
}

/** A document that is gone meanwhile has nothing to show. */
function ignoreIfGone(error: unknown): void {
  if (!(error instanceof CancelledError || error instanceof RequestError)) throw error;
}
