import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Overlay } from '../protocol/engine';
import type { Location } from '../protocol/model';

/** Where the losses are: TypeScript on disk (locally or on the remote machine that this host runs on) or never saved. */
export const documentSelector: vscode.DocumentSelector = ['file', 'vscode-remote', 'untitled'].map((scheme) => ({
  language: 'typescript',
  scheme,
}));

export const isLossDocument = (document: vscode.TextDocument): boolean => vscode.languages.match(documentSelector, document) > 0;

/** The path that the engine knows a document by; an untitled one stands beside the first workspace folder's files, so that imports work. */
export function fileOf(uri: vscode.Uri): string {
  if (uri.scheme !== 'untitled') return uri.fsPath;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '/';
  return path.join(folder, `${path.basename(uri.path)}.untitled.ts`);
}

export function documentOf(file: string): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((document) => isLossDocument(document) && fileOf(document.uri) === file);
}

/** The address of a file of the engine's: that of the open document, else one like the workspace's own. */
export function uriOf(file: string): vscode.Uri {
  const open = documentOf(file);
  if (open) return open.uri;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return folder ? folder.with({ path: vscode.Uri.file(file).path }) : vscode.Uri.file(file);
}

export function rangeOf(location: Location): vscode.Range {
  return new vscode.Range(location.line - 1, location.column - 1, location.endLine - 1, location.endColumn - 1);
}

/** Tells of every change to a text that a loss may depend on, as overlays for the engine. */
export class Documents implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<readonly Overlay[]>();
  /** Fires once for each edit, save, close, or change on disk. */
  readonly onDidChange = this.changed.event;
  private readonly subscriptions: vscode.Disposable[] = [this.changed];

  constructor() {
    const watcher = vscode.workspace.createFileSystemWatcher('**/*.{ts,mts,cts,js,mjs,cjs,json}');
    const onDisk = (uri: vscode.Uri) => {
      if (!documentOf(fileOf(uri))) this.changed.fire([{ file: fileOf(uri), text: undefined }]);
    };
    this.subscriptions.push(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (isLossDocument(document) && contentChanges.length > 0) this.changed.fire([overlayOf(document)]);
      }),
      vscode.workspace.onDidOpenTextDocument((document) => {
        if (isLossDocument(document) && (document.isDirty || document.isUntitled)) this.changed.fire([overlayOf(document)]);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => {
        if (isLossDocument(document)) this.changed.fire([{ file: fileOf(document.uri), text: undefined }]);
      }),
      watcher,
      watcher.onDidChange(onDisk),
      watcher.onDidCreate(onDisk),
      watcher.onDidDelete(onDisk),
    );
  }

  /** Everything that is open and unsaved now, for an engine that starts. */
  overlays(): Overlay[] {
    return vscode.workspace.textDocuments.filter((document) => isLossDocument(document) && document.isDirty).map(overlayOf);
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}

function overlayOf(document: vscode.TextDocument): Overlay {
  return { file: fileOf(document.uri), text: document.getText() };
}
