import * as vscode from 'vscode';
import type { LossSummary } from '../protocol/model';
import { documentSelector, rangeOf } from './documents';
import type { LossStatus } from './lossStatus';
import { codeOf } from './problems';

/** What can be mended by a keystroke: today, a start that is not known. */
export class QuickFixes implements vscode.CodeActionProvider, vscode.Disposable {
  private readonly registration: vscode.Disposable;

  constructor(private readonly status: LossStatus) {
    this.registration = vscode.languages.registerCodeActionsProvider(documentSelector, this, {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    });
  }

  async provideCodeActions(
    document: vscode.TextDocument,
    _: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): Promise<vscode.CodeAction[]> {
    const unknownStarts = diagnostics.filter((diagnostic) => codeOf(diagnostic) === 'start-unknown');
    if (unknownStarts.length === 0) return [];
    const losses = await this.status.losses(document);
    return unknownStarts.flatMap((diagnostic) => {
      const loss = losses.find(({ summary }) => rangeOf(summary.extent).contains(diagnostic.range));
      return loss ? [addStart(document, loss.summary, diagnostic)] : [];
    });
  }

  dispose(): void {
    this.registration.dispose();
  }
}

function addStart(document: vscode.TextDocument, summary: LossSummary, diagnostic: vscode.Diagnostic): vscode.CodeAction {
  const tag = `@start ${summary.startExample}`;
  const action = new vscode.CodeAction(`Add ${tag}`, vscode.CodeActionKind.QuickFix);
  action.diagnostics = [diagnostic];
  action.isPreferred = true;
  action.edit = new vscode.WorkspaceEdit();
  const { position, text } = tagInsertion(document.getText(rangeOf(summary.extent)), rangeOf(summary.extent).start, tag);
  action.edit.insert(document.uri, position, text);
  return action;
}

/** At the end of the comment that the function has, or in a new one over it. */
function tagInsertion(source: string, start: vscode.Position, tag: string): { position: vscode.Position; text: string } {
  const comment = /^\/\*\*[\s\S]*?(?=\s*\*\/)/.exec(source)?.[0];
  const indent = ' '.repeat(start.character);
  if (comment === undefined) return { position: start, text: `/** ${tag} */\n${indent}` };
  const lines = comment.split('\n');
  const column = (lines.at(-1) ?? '').length + (lines.length === 1 ? start.character : 0);
  return { position: new vscode.Position(start.line + lines.length - 1, column), text: `\n${indent} * ${tag}` };
}
