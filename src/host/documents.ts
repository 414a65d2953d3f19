import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Overlay } from '../protocol/engine';
import type { Location } from '../protocol/model';

/** What stands on no disk: never saved, or a cell of a notebook. */
const unwritten: readonly string[] = ['untitled', 'vscode-notebook-cell'];

/** Where the losses are: TypeScript on disk (locally or on the remote machine that this host runs on), never saved, or in a notebook. */
export const documentSelector: vscode.DocumentSelector = ['file', 'vscode-remote', ...unwritten].map((scheme) => ({
  language: 'typescript',
  scheme,
}));

export const isLossDocument = (document: vscode.TextDocument): boolean => vscode.languages.match(documentSelector, document) > 0;

/**
 * The path that the engine knows a document by. One that is on no disk stands beside the file that it is part of or is to become, else
 * beside the first workspace folder's files, so that imports work.
 */
export function fileOf(uri: vscode.Uri): string {
  if (uri.scheme === 'untitled') return path.join(folderOfUntitled(uri), `${path.basename(uri.path)}.untitled.ts`);
  // The fragment tells the cells of a notebook apart.
  if (uri.scheme === 'vscode-notebook-cell') return `${uri.fsPath}.${uri.fragment.replaceAll(/\W/g, '')}.ts`;
  return uri.fsPath;
}

/** `code new.ts` opens an untitled document with the path that it is to have. */
function folderOfUntitled(uri: vscode.Uri): string {
  if (path.posix.isAbsolute(uri.path)) return path.dirname(uri.fsPath);
  return vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '/';
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

/** A file, or a folder with all that is in it. */
export interface Rename {
  readonly from: string;
  readonly to: string;
}

/** The name of a file after these renames. */
export function renamedFile(file: string, renames: readonly Rename[]): string {
  const rename = renames.find(({ from }) => file === from || file.startsWith(from + path.sep));
  return rename ? rename.to + file.slice(rename.from.length) : file;
}

/** Tells of every change to a text that a loss may depend on, as overlays for the engine. */
export class Documents implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<readonly Overlay[]>();
  /** Fires once for each edit, save, close, or change on disk. */
  readonly onDidChange = this.changed.event;
  private readonly renamed = new vscode.EventEmitter<readonly Rename[]>();
  /** Fires when files or folders have got other names in VS Code. */
  readonly onDidRename = this.renamed.event;
  private readonly subscriptions: vscode.Disposable[] = [this.changed, this.renamed];

  constructor() {
    const watcher = vscode.workspace.createFileSystemWatcher('**/*.{ts,mts,cts,js,mjs,cjs,json}');
    // What is open and saved is about to be what is on disk: an editor that has just opened it may not even tell of a change.
    const onDisk = (uri: vscode.Uri) => {
      if (!documentOf(fileOf(uri))?.isDirty) this.changed.fire([{ file: fileOf(uri), text: undefined }]);
    };
    this.subscriptions.push(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (isLossDocument(document) && contentChanges.length > 0) this.changed.fire([overlayOf(document)]);
      }),
      vscode.workspace.onDidOpenTextDocument((document) => {
        if (isLossDocument(document) && differsFromDisk(document)) this.changed.fire([overlayOf(document)]);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => {
        if (isLossDocument(document)) this.changed.fire([{ file: fileOf(document.uri), text: undefined }]);
      }),
      vscode.workspace.onDidRenameFiles(({ files }) =>
        this.renamed.fire(files.map(({ oldUri, newUri }) => ({ from: oldUri.fsPath, to: newUri.fsPath }))),
      ),
      watcher,
      watcher.onDidChange(onDisk),
      watcher.onDidCreate(onDisk),
      watcher.onDidDelete((uri) => {
        // An editor may keep the text of a file that is gone.
        const kept = documentOf(fileOf(uri));
        if (kept) this.changed.fire([overlayOf(kept)]);
        else onDisk(uri);
      }),
    );
  }

  /** Everything that is open and unsaved now, for an engine that starts. */
  overlays(): Overlay[] {
    return vscode.workspace.textDocuments.filter((document) => isLossDocument(document) && differsFromDisk(document)).map(overlayOf);
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}

const differsFromDisk = ({ isDirty, uri }: vscode.TextDocument): boolean => isDirty || unwritten.includes(uri.scheme);

function overlayOf(document: vscode.TextDocument): Overlay {
  return { file: fileOf(document.uri), text: document.getText() };
}
