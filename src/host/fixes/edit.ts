import * as vscode from 'vscode';
import type { Remedy } from '../../protocol/model';
import { rangeOf, uriOf } from '../documents';

/** A change of the source as a quick fix of a diagnostic. */
export function editAction(remedy: Remedy, diagnostic: vscode.Diagnostic): vscode.CodeAction {
  const action = actionOf(remedy, vscode.CodeActionKind.QuickFix);
  action.diagnostics = [diagnostic];
  return action;
}

/** A change of the source as a refactoring. */
export const refactoring = (remedy: Remedy): vscode.CodeAction => actionOf(remedy, vscode.CodeActionKind.RefactorRewrite);

function actionOf({ title, edits }: Remedy, kind: vscode.CodeActionKind): vscode.CodeAction {
  const action = new vscode.CodeAction(title, kind);
  action.edit = new vscode.WorkspaceEdit();
  for (const { location, text } of edits) action.edit.replace(uriOf(location.file), rangeOf(location), text);
  return action;
}
