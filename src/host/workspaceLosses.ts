import * as path from 'node:path';
import * as vscode from 'vscode';
import { CancelledError, RequestError } from '../protocol/channel';
import type { LossSummary } from '../protocol/model';
import { fileOf } from './documents';
import type { Engine } from './engine';

const sources = '**/*.{ts,mts,cts}';
const elsewhere = '**/{node_modules,dist,out,.*}/**';
/** More files than this are not looked through by themselves. */
export const mostFiles = 2000;
const restMilliseconds = 300;

/** The losses of all files of the workspace by their syntax. Nothing is read before `start`; then edits and changes on disk are followed. */
export class WorkspaceLosses implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly byFile = new Map<string, readonly LossSummary[]>();
  private readonly subscriptions: vscode.Disposable[];
  private started: Promise<void> | undefined;
  private readonly touched = new Set<string>();
  private rest: NodeJS.Timeout | undefined;
  private disposed = false;

  constructor(private readonly engine: Engine) {
    this.subscriptions = [
      this.changed,
      engine.onDidChange((files) => this.note(files)),
      vscode.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => this.follow(added, removed)),
    ];
  }

  /** Ends when every file has been looked through once. */
  start(): Promise<void> {
    this.started ??= this.scan(sources);
    return this.started;
  }

  /** Files that have losses, by path. */
  get files(): readonly string[] {
    return [...this.byFile.keys()].sort();
  }

  in(file: string): readonly LossSummary[] {
    return this.byFile.get(file) ?? [];
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.rest);
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private async scan(pattern: vscode.GlobPattern): Promise<void> {
    const found = await vscode.workspace.findFiles(pattern, elsewhere, mostFiles);
    await this.look(found.map(fileOf).filter(isSource));
  }

  private follow(added: readonly vscode.WorkspaceFolder[], removed: readonly vscode.WorkspaceFolder[]): void {
    if (!this.started) return;
    const gone = (file: string) => removed.some(({ uri }) => file.startsWith(uri.fsPath + path.sep));
    for (const file of this.files.filter(gone)) this.byFile.delete(file);
    this.changed.fire();
    for (const folder of added) void this.scan(new vscode.RelativePattern(folder, sources));
  }

  private note(files: readonly string[]): void {
    if (!this.started) return;
    for (const file of files.filter(isSource)) this.touched.add(file);
    clearTimeout(this.rest);
    this.rest = setTimeout(() => {
      const waiting = [...this.touched];
      this.touched.clear();
      void this.look(waiting);
    }, restMilliseconds);
  }

  private async look(files: readonly string[]): Promise<void> {
    for (const file of files) {
      if (this.disposed) return;
      const losses = await this.lossesIn(file);
      if (losses.length > 0) this.byFile.set(file, losses);
      else if (!this.byFile.delete(file)) continue;
      this.changed.fire();
    }
  }

  /** A file that can't be read, or is gone meanwhile, has none. */
  private async lossesIn(file: string): Promise<readonly LossSummary[]> {
    try {
      return (await this.engine.request('losses', { file })).losses;
    } catch (error) {
      if (error instanceof RequestError || error instanceof CancelledError) return [];
      throw error;
    }
  }
}

const isSource = (file: string): boolean => /\.[mc]?ts$/.test(file) && !/\.d\.[mc]?ts$/.test(file);
