import * as vscode from 'vscode';
import { t } from '../../l10n/t';
import { fixed, negligible, significant, subscript } from '../../protocol/format';
import type { CriticalPoint, PointKind } from '../../protocol/model';
import { countWords, proofWords } from '../../protocol/points';
import { kindWords } from '../../protocol/words';
import { commandIds } from '../commands/ids';
import { fileOf, isLossDocument } from '../documents';
import type { LossState, LossStatus } from '../lossStatus';
import { type FoundPoints, isSearched, type PointSearch, tooMany } from '../pointSearch';
import { viewIds } from './ids';
import type { Place } from './place';

interface LossNode {
  readonly kind: 'loss';
  readonly file: string;
  readonly function: string;
  readonly state: LossState;
  readonly found: FoundPoints | undefined;
}
interface PointNode extends Place {
  readonly kind: 'point';
  /** Losses this small beside the others are rounding. */
  readonly scale: number;
}
interface NoteNode {
  readonly kind: 'note';
  readonly words: string;
  readonly icon: string;
}
export type PointTreeNode = LossNode | PointNode | NoteNode;

/** The critical points of the losses in the editor that was looked at last: type, place, value. */
export class PointTree implements vscode.TreeDataProvider<PointTreeNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private document: vscode.TextDocument | undefined;
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly status: LossStatus,
    private readonly search: PointSearch,
  ) {
    this.follow(vscode.window.activeTextEditor);
    this.subscriptions = [
      this.changed,
      vscode.window.onDidChangeActiveTextEditor((editor) => this.follow(editor)),
      vscode.workspace.onDidCloseTextDocument((document) => this.forget(document)),
      status.onDidChange(({ uri }) => this.refresh(uri)),
      search.onDidChange((uri) => this.refresh(uri)),
      vscode.window.createTreeView(viewIds.points, { treeDataProvider: this, showCollapseAll: true }),
    ];
  }

  async getChildren(node?: PointTreeNode): Promise<PointTreeNode[]> {
    if (!node) return this.losses();
    return node.kind === 'loss' ? pointsOf(node) : [];
  }

  getTreeItem(node: PointTreeNode): vscode.TreeItem {
    switch (node.kind) {
      case 'loss':
        return lossItem(node);
      case 'point':
        return pointItem(node);
      case 'note':
        return noteItem(node);
      default:
        return node satisfies never;
    }
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }

  private async losses(): Promise<LossNode[]> {
    const { document } = this;
    if (!document) return [];
    const file = fileOf(document.uri);
    return (await this.status.losses(document)).map((state) => {
      const target = { file, function: state.summary.name };
      return { kind: 'loss', ...target, state, found: this.search.of(target) };
    });
  }

  private follow(editor: vscode.TextEditor | undefined): void {
    if (!editor || !isLossDocument(editor.document) || editor.document === this.document) return;
    this.document = editor.document;
    this.changed.fire();
  }

  private forget(document: vscode.TextDocument): void {
    if (document !== this.document) return;
    this.document = undefined;
    this.changed.fire();
  }

  private refresh(uri: vscode.Uri): void {
    if (uri.toString() === this.document?.uri.toString()) this.changed.fire();
  }
}

function pointsOf({ state: { result, problem }, found, ...loss }: LossNode): PointTreeNode[] {
  if (!result) return [problem ? note(problem.message, 'warning') : note(t('Looking at the function …'), 'loading~spin')];
  if (!isSearched(result)) return [note(tooMany, 'info')];
  if (found?.problem) return [note(found.problem.message, 'warning')];
  const { coordinates, n } = result.description;
  // Points of an earlier version stay until new ones come, but not where they have other coordinates.
  if (found?.search?.box.length !== n) return [note(t('Searching …'), 'loading~spin')];
  const { points } = found.search;
  const target = { file: loss.file, function: loss.function };
  const scale = Math.max(...points.map((point) => Math.abs(point.loss)), 1);
  return points.map((point, i) => ({ kind: 'point', target, name: found.names[i], point, coordinates, scale }));
}

const note = (words: string, icon: string): NoteNode => ({ kind: 'note', words, icon });

function noteItem({ words, icon }: NoteNode): vscode.TreeItem {
  const item = new vscode.TreeItem(words);
  item.iconPath = new vscode.ThemeIcon(icon);
  item.tooltip = words;
  return item;
}

function lossItem({ function: name, file, state, found }: LossNode): vscode.TreeItem {
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Expanded);
  item.id = `${file}#${name}`;
  item.iconPath = new vscode.ThemeIcon('symbol-function');
  item.contextValue = 'loss';
  if (!found?.search) return item;
  const stale = state.stale || found.revision !== state.result?.description.revision;
  item.description = `${stale ? '~ ' : ''}${countWords(found.search)}`;
  item.tooltip = proofWords(found.search);
  return item;
}

/** Told apart by shape; the colours say it again. */
const icons: Readonly<Record<PointKind, readonly [icon: string, colour: string]>> = {
  minimum: ['triangle-down', 'charts.blue'],
  saddle: ['close', 'charts.purple'],
  maximum: ['triangle-up', 'charts.yellow'],
  degenerate: ['debug-breakpoint-log-unverified', 'charts.foreground'],
};

function pointItem({ name, point, coordinates, target, scale }: PointNode): vscode.TreeItem {
  const [icon, colour] = icons[point.kind];
  const at = `(${Array.from(point.at, (value) => fixed(value)).join(', ')})`;
  const item = new vscode.TreeItem(`${name} ${at}`);
  item.id = `${target.file}#${target.function}#${name}`;
  item.description = `${kindWords[point.kind]} · L ${negligible(point.loss, scale)}`;
  item.tooltip = tooltip(name, point, coordinates, scale);
  item.iconPath = new vscode.ThemeIcon(icon, new vscode.ThemeColor(colour));
  item.contextValue = point.inertia[2] > 0 ? 'point.escapable' : 'point';
  item.accessibilityInformation = { label: t('{0} {1} at {2}, loss {3}', kindWords[point.kind], name, at, negligible(point.loss, scale)) };
  item.command = {
    command: commandIds.goToPoint,
    title: t('Show in the panel'),
    arguments: [{ target, name, point, coordinates } satisfies Place],
  };
  return item;
}

function tooltip(
  name: string,
  { kind, at, loss, gradientNorm, eigenvalues }: CriticalPoint,
  coordinates: readonly string[],
  scale: number,
) {
  const text = new vscode.MarkdownString(`**${kindWords[kind]} ${name}**\n\n`);
  const rows: (readonly [string, string])[] = [
    ...coordinates.map((coordinate, i) => [`\`${coordinate}\``, significant(at[i], 6)] as const),
    ['L', negligible(loss, scale)],
    ['‖∇L‖', significant(gradientNorm)],
    ...[...eigenvalues].reverse().map((value, i) => [`λ${subscript(i + 1)}`, significant(value, 4)] as const),
  ];
  return text.appendMarkdown(`| | |\n|---|---|\n${rows.map(([key, value]) => `| ${key} | ${value} |`).join('\n')}\n`);
}
