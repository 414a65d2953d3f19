import * as vscode from 'vscode';
import { t } from '../../l10n/t';
import type { Target } from '../../protocol/engine';
import type { LossSummary } from '../../protocol/model';
import { rangeOf, uriOf } from '../documents';
import type { WorkspaceLosses } from '../workspaceLosses';
import { viewIds } from './ids';

interface FileNode {
  readonly kind: 'file';
  readonly file: string;
}
/** Can be given to commands that take the loss to act on. */
interface LossNode extends Target {
  readonly kind: 'loss';
  readonly summary: LossSummary;
}
export type LossTreeNode = FileNode | LossNode;

/** The losses of the whole workspace by file, looked for when the view is first shown. */
export class LossTree implements vscode.TreeDataProvider<LossTreeNode>, vscode.Disposable {
  readonly onDidChangeTreeData: vscode.Event<void>;
  private readonly view: vscode.TreeView<LossTreeNode>;

  constructor(private readonly losses: WorkspaceLosses) {
    this.onDidChangeTreeData = losses.onDidChange;
    this.view = vscode.window.createTreeView(viewIds.losses, { treeDataProvider: this, showCollapseAll: true });
  }

  /** What is there at once; the rest follows while files are read, and the view shows that they are. */
  getChildren(node?: LossTreeNode): LossTreeNode[] {
    if (!node) {
      void vscode.window.withProgress({ location: { viewId: viewIds.losses } }, () => this.losses.start());
      return this.losses.files.map((file) => ({ kind: 'file', file }));
    }
    if (node.kind === 'loss') return [];
    return this.losses.in(node.file).map((summary) => ({ kind: 'loss', file: node.file, function: summary.name, summary }));
  }

  getTreeItem(node: LossTreeNode): vscode.TreeItem {
    return node.kind === 'file' ? fileItem(node) : lossItem(node);
  }

  dispose(): void {
    this.view.dispose();
  }
}

function fileItem({ file }: FileNode): vscode.TreeItem {
  const item = new vscode.TreeItem(uriOf(file), vscode.TreeItemCollapsibleState.Expanded);
  item.id = file;
  item.description = true;
  item.iconPath = vscode.ThemeIcon.File;
  return item;
}

function lossItem({ file, summary: { name, signature, location } }: LossNode): vscode.TreeItem {
  const item = new vscode.TreeItem(name);
  item.id = `${file}#${name}`;
  item.description = signature;
  item.tooltip = t('{0}, line {1}', `${name}${signature}`, location.line);
  item.iconPath = new vscode.ThemeIcon('symbol-function');
  item.contextValue = 'loss';
  item.command = { command: 'vscode.open', title: t('Show in the editor'), arguments: [uriOf(file), { selection: rangeOf(location) }] };
  return item;
}
