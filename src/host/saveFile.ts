import * as path from 'node:path';
import * as vscode from 'vscode';
import { t } from '../l10n/t';
import type { Target } from '../protocol/engine';
import type { ExportedFile } from '../protocol/panel';
import { uriOf } from './documents';

/** Asks where, beside the file of the function unless the user says otherwise, and writes. */
export async function saveFile({ file }: Target, { name, content, encoding }: ExportedFile): Promise<void> {
  const uri = await chooseFile(file, name);
  if (uri) await write(uri, Buffer.from(content, encoding));
}

export function chooseFile(beside: string, name: string): Thenable<vscode.Uri | undefined> {
  const ending = path.extname(name).slice(1);
  return vscode.window.showSaveDialog({
    defaultUri: uriOf(path.join(path.dirname(beside), name)),
    filters: { [ending.toUpperCase()]: [ending] },
  });
}

export async function write(uri: vscode.Uri, content: Uint8Array): Promise<void> {
  try {
    await vscode.workspace.fs.writeFile(uri, content);
    vscode.window.setStatusBarMessage(t('Saved {0}', path.basename(uri.path)), 4000);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(t('{0} could not be written: {1}', path.basename(uri.path), why));
  }
}
