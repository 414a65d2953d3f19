import * as vscode from 'vscode';
import type { Remedy } from '../../protocol/model';
import { rangeOf, uriOf } from '../documents';

/** A change of the source as a quick fix. */
export function editAction({ title, edits }: Remedy, diagnostic: vscode.Diagnostic): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.diagnostics = [diagnostic];
  action.edit = new vscode.WorkspaceEdit();
  for (const { location, text } of edits) action.edit.replace(uriOf(location.file), rangeOf(location), text);
  return action;
}
