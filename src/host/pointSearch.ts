import * as vscode from 'vscode';
import { t } from '../l10n/t';
import { CancelledError, RequestError } from '../protocol/channel';
import type { Target } from '../protocol/engine';
import type { CriticalPoints, LossDescription, Problem } from '../protocol/model';
import { pointNames } from '../protocol/pointNames';
import { searchBox, searchedDimensions } from '../protocol/points';
import { problemOf } from './boundLoss';
import { fileOf } from './documents';
import type { Engine } from './engine';
import type { DocumentLosses, LossState, LossStatus } from './lossStatus';
import type { Settings } from './settings';
import type { Place } from './views/place';

/** What the search found for one version of a function; the names are those of the points. */
export interface FoundPoints {
  readonly revision: number;
  readonly search: CriticalPoints | undefined;
  readonly names: readonly string[];
  readonly problem: Problem | undefined;
}

/** How long nothing must have changed before the search starts: it must not delay what follows the typing. */
const idleMilliseconds = 400;

/** The critical points of every loss of up to two parameters that is on screen, looked for in idle time and kept until newer ones are there. */
export class PointSearch implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;
  private readonly found = new Map<string, FoundPoints>();
  private readonly documents = new Map<string, DocumentLosses>();
  private readonly subscriptions: vscode.Disposable[];
  private idle: NodeJS.Timeout | undefined;
  private running: AbortController | undefined;

  constructor(
    private readonly engine: Engine,
    status: LossStatus,
    private readonly settings: Settings,
  ) {
    this.subscriptions = [
      this.changed,
      engine.onDidChange(() => this.pause()),
      status.onDidChange((document) => this.note(document)),
      settings.onDidChange(() => this.startSoon()),
    ];
  }

  of(target: Target): FoundPoints | undefined {
    return this.settings.criticalPoints ? this.found.get(keyOf(target)) : undefined;
  }

  /** Those of one function, looked for now if need be; rejects with a problem when they can't be. */
  async places(target: Target): Promise<readonly Place[]> {
    const description = await this.engine.request('describe', { target });
    const { revision, coordinates, n } = description;
    if (n > searchedDimensions) throw new RequestError({ code: 'bad-input', message: tooMany });
    const known = this.found.get(keyOf(target));
    const found = known?.revision === revision ? known : await this.search(target, description);
    if (found?.problem) throw new RequestError(found.problem);
    return (found?.search?.points ?? []).map((point, i) => ({ target, name: found?.names[i] ?? '', point, coordinates }));
  }

  dispose(): void {
    this.pause();
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private note(document: DocumentLosses): void {
    if (document.losses.length > 0) this.documents.set(document.uri.toString(), document);
    else this.forget(document.uri);
    this.startSoon();
  }

  /** A document that is opened later may go by the same name. */
  private forget(uri: vscode.Uri): void {
    this.documents.delete(uri.toString());
    for (const key of this.found.keys()) if (key.startsWith(`${fileOf(uri)}#`)) this.found.delete(key);
  }

  private pause(): void {
    clearTimeout(this.idle);
    this.running?.abort();
    this.running = undefined;
  }

  private startSoon(): void {
    if (this.running) return;
    clearTimeout(this.idle);
    if (this.settings.criticalPoints) this.idle = setTimeout(() => void this.run(), idleMilliseconds);
  }

  /** One loss after the other, always the first that has no result for its present version. */
  private async run(): Promise<void> {
    const running = new AbortController();
    this.running = running;
    for (let next = this.next(); next && !running.signal.aborted; next = this.next()) {
      const found = await this.search(next.target, next.result.description, running.signal);
      if (!found || running.signal.aborted) break;
      this.found.set(keyOf(next.target), found);
      this.changed.fire(next.uri);
    }
    if (this.running === running) this.running = undefined;
  }

  private next(): Wanted | undefined {
    for (const { uri, losses } of this.documents.values()) {
      for (const { summary, result, stale } of losses) {
        const target = { file: fileOf(uri), function: summary.name };
        if (stale || !result || !isSearched(result)) continue;
        if (this.found.get(keyOf(target))?.revision !== result.description.revision) return { uri, target, result };
      }
    }
    return undefined;
  }

  private async search(target: Target, description: LossDescription, signal?: AbortSignal): Promise<FoundPoints | undefined> {
    const { revision } = description;
    try {
      const search = await this.engine.request('criticalPoints', { target, box: searchBox(description) }, signal && { signal });
      return { revision, search, names: pointNames(search.points), problem: undefined };
    } catch (error) {
      if (error instanceof CancelledError || signal?.aborted) return undefined;
      return { revision, search: undefined, names: [], problem: problemOf(error) };
    }
  }
}

type Known = NonNullable<LossState['result']>;
interface Wanted {
  readonly uri: vscode.Uri;
  readonly target: Target;
  readonly result: Known;
}

export const tooMany = t('Critical points are looked for with up to {0} parameters.', searchedDimensions);
export const isSearched = ({ description }: Known): boolean => description.n <= searchedDimensions;
const keyOf = ({ file, function: name }: Target): string => `${file}#${name}`;
