import * as vscode from 'vscode';
import { isReported } from '../../protocol/diagnostics';
import type { Command } from './command';
import { commandIds } from './ids';

/** Opens the page about diagnostics, at the rule whose code is given. */
export const explainDiagnostic: Command = {
  id: commandIds.explainDiagnostic,
  general: true,
  async run({ extensionUri }, code) {
    const page = vscode.Uri.joinPath(extensionUri, 'docs', 'diagnostics.md');
    const fragment = typeof code === 'string' && isReported(code) ? code : '';
    await vscode.commands.executeCommand('markdown.showPreview', page.with({ fragment }));
  },
};
