import * as vscode from 'vscode';
import { t } from '../../l10n/t';
import { rangeOf } from '../documents';
import type { Fix } from './fix';

/** Adds `@start` in the shape of the parameters. */
export const addStart: Fix = {
  mends: ['start-unknown'],
  offer({ document, diagnostic, loss }) {
    if (!loss) return [];
    const tag = `@start ${loss.summary.startExample}`;
    const action = new vscode.CodeAction(t('Add {0}', tag), vscode.CodeActionKind.QuickFix);
    action.diagnostics = [diagnostic];
    action.isPreferred = true;
    action.edit = new vscode.WorkspaceEdit();
    const extent = rangeOf(loss.summary.extent);
    const { position, text } = tagInsertion(document.getText(extent), extent.start, tag);
    action.edit.insert(document.uri, position, text);
    return [action];
  },
};

/** At the end of the comment that the function has, or in a new one over it. */
function tagInsertion(source: string, start: vscode.Position, tag: string): { position: vscode.Position; text: string } {
  const comment = /^\/\*\*[\s\S]*?(?=\s*\*\/)/.exec(source)?.[0];
  const indent = ' '.repeat(start.character);
  if (comment === undefined) return { position: start, text: `/** ${tag} */\n${indent}` };
  const lines = comment.split('\n');
  const column = (lines.at(-1) ?? '').length + (lines.length === 1 ? start.character : 0);
  return { position: new vscode.Position(start.line + lines.length - 1, column), text: `\n${indent} * ${tag}` };
}
