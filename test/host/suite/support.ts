import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Api } from '../../../src/extension';
import type { LossState } from '../../../src/host/lossStatus';

export async function activated(): Promise<Api> {
  const extension = vscode.extensions.getExtension<Api>('saddlescope.saddlescope');
  assert.ok(extension, 'the extension is not installed');
  return extension.activate();
}

/** Waits until `look` gives something, looking again after each of the extension's own events and now and then. */
export async function until<T>(what: string, look: () => T | undefined | Promise<T | undefined>, limit = 60_000): Promise<T> {
  const end = Date.now() + limit;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`waited ${limit / 1000} s in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

export async function openFixture(name: string): Promise<vscode.TextEditor> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'no folder is open');
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, name));
  return vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One });
}

/** A never-saved TypeScript document with this text. */
export async function openText(content: string): Promise<vscode.TextEditor> {
  const document = await vscode.workspace.openTextDocument({ language: 'typescript', content });
  return vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.One });
}

export async function replaceAll(editor: vscode.TextEditor, text: string): Promise<void> {
  const { document } = editor;
  const whole = new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length));
  assert.ok(await editor.edit((edit) => edit.replace(whole, text)));
}

export async function lensTitles(document: vscode.TextDocument): Promise<string[]> {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 100);
  return lenses.flatMap(({ command }) => (command?.command.startsWith('saddlescope.') ? [command.title] : []));
}

/** The state of a loss once it satisfies `holds`. */
export function lossState(api: Api, editor: vscode.TextEditor, name: string, holds: (state: LossState) => boolean): Promise<LossState> {
  return until(`a state of ${name}`, async () => {
    const losses = await api.status.losses(editor.document);
    return losses.find((loss) => loss.summary.name === name && holds(loss));
  });
}

export function diagnosticsOf(editor: vscode.TextEditor): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(editor.document.uri).filter(({ source }) => source === 'Saddlescope');
}

/** Closes every editor and panel; what is unsaved is dropped. */
export function closeAll(): Promise<true> {
  return until('all editors to close', async () => {
    try {
      for (const document of vscode.workspace.textDocuments.filter(isOurs)) await drop(document);
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      return true;
    } catch (error) {
      // A panel that is still opening can take the place of the editor that was asked for.
      if (String(error).includes('another editor opened')) return undefined;
      throw error;
    }
  });
}

const isOurs = ({ isDirty, isUntitled, languageId }: vscode.TextDocument): boolean =>
  languageId === 'typescript' && (isDirty || isUntitled);

async function drop(document: vscode.TextDocument): Promise<void> {
  await vscode.window.showTextDocument(document);
  await vscode.commands.executeCommand(
    document.isUntitled ? 'workbench.action.revertAndCloseActiveEditor' : 'workbench.action.files.revert',
  );
}
