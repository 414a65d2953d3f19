import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Target } from '../../protocol/engine';
import type { CursorPlace } from '../../protocol/model';
import type { Destination, ShownPoint } from '../../protocol/panel';
import { type PanelKind, panelKinds } from './kinds';
import { LossPanel, type PanelContext } from './lossPanel';

/** All open panels: one of each kind for a function; those of an earlier window come back with it. */
export class LossPanels implements vscode.Disposable {
  private readonly open = new Set<LossPanel>();
  private readonly ran = new vscode.EventEmitter<Target>();
  /** Fires when what runs on a loss is no longer the same: in a panel, or because one has been closed. */
  readonly onDidRun = this.ran.event;
  private readonly moved = new vscode.EventEmitter<Target>();
  /** Fires when a panel of that function shows another point than before, or none any more. */
  readonly onDidMove = this.moved.event;
  private readonly settled = new vscode.EventEmitter<Target>();
  /** Fires when a panel of that function has finished a picture. */
  readonly onDidSettle = this.settled.event;
  private readonly reported = new vscode.EventEmitter<Target>();
  /** Fires when a report of that function is wanted. */
  readonly onDidAskReport = this.reported.event;
  private readonly serializers: vscode.Disposable;

  constructor(private readonly context: PanelContext) {
    this.serializers = vscode.Disposable.from(
      ...Object.values(panelKinds).map((kind) =>
        vscode.window.registerWebviewPanelSerializer(kind.viewType, {
          deserializeWebviewPanel: async (panel: vscode.WebviewPanel, state: unknown) => this.restore(kind, panel, state),
        }),
      ),
    );
  }

  /** @param column for a panel that is not open yet; beside the editor when left out */
  show(kind: PanelKind, target: Target, column?: vscode.ViewColumn): LossPanel {
    const existing = this.find(kind, target);
    existing?.reveal();
    return existing ?? this.add(LossPanel.create(this.context, kind, target, column));
  }

  find(kind: PanelKind, target: Target): LossPanel | undefined {
    return this.of(target).find((panel) => panel.kind.viewType === kind.viewType);
  }

  /** Moves every panel of the function that stands at a point; opens the Descent panel when there is none. */
  goTo(target: Target, destination: Destination): void {
    const open = this.of(target).filter(({ kind }) => kind.standsAtPoint);
    for (const panel of open.length > 0 ? open : [this.show(panelKinds.descent, target)]) panel.goTo(destination);
  }

  /** The one that the user is at. */
  get active(): LossPanel | undefined {
    return [...this.open].find(({ active }) => active);
  }

  /** One of the function that is on screen, the one that was opened last. */
  shownOf(target: Target): LossPanel | undefined {
    return this.of(target).findLast(({ visible }) => visible);
  }

  /** The paths that the panels of the function draw. */
  pathsOf(target: Target): LossPanel['paths'] {
    return this.of(target).find(({ paths }) => paths !== undefined)?.paths;
  }

  /** The functions that have a panel on screen. */
  get targets(): readonly Target[] {
    return [...this.open].filter(({ visible }) => visible).map(({ target }) => target);
  }

  showCursor(target: Target, place: CursorPlace | undefined): void {
    for (const panel of this.of(target)) panel.showCursor(place);
  }

  /** The step that the Descent panel of the function is scrubbed to. */
  shownPoint(target: Target): ShownPoint | undefined {
    return this.find(panelKinds.descent, target)?.shownPoint;
  }

  /** The Descent panel that was opened last. */
  get latestDescent(): LossPanel | undefined {
    return [...this.open].findLast(({ kind }) => kind === panelKinds.descent);
  }

  dispose(): void {
    this.ran.dispose();
    this.serializers.dispose();
    this.moved.dispose();
    this.settled.dispose();
    this.reported.dispose();
    for (const panel of this.open) panel.dispose();
  }

  private restore(kind: PanelKind, panel: vscode.WebviewPanel, state: unknown): void {
    const target = savedTarget(state);
    if (target) this.add(new LossPanel(this.context, kind, panel, target));
    else panel.dispose();
  }

  private add(panel: LossPanel): LossPanel {
    this.open.add(panel);
    panel.onDidRun(() => this.ran.fire(panel.target));
    panel.onDidMove(() => this.moved.fire(panel.target));
    panel.onDidChooseOptions((options) => this.show(panelKinds.descent, panel.target, panel.column).useOptions(options));
    panel.onDidAskReport(() => this.reported.fire(panel.target));
    panel.onDidSettle(() => this.settled.fire(panel.target));
    panel.onDidDispose(() => {
      this.open.delete(panel);
      if (panel.optimizers) this.ran.fire(panel.target);
      this.moved.fire(panel.target);
    });
    return panel;
  }

  private of(target: Target): LossPanel[] {
    return [...this.open].filter((panel) => isSame(panel.target, target));
  }
}

const isSame = (a: Target, b: Target): boolean => a.file === b.file && a.function === b.function;

function savedTarget(state: unknown): Target | undefined {
  if (typeof state !== 'object' || state === null || !('target' in state)) return undefined;
  const { target } = state;
  if (typeof target !== 'object' || target === null || !('file' in target) || !('function' in target)) return undefined;
  const { file, function: name } = target;
  return typeof file === 'string' && typeof name === 'string' && path.isAbsolute(file) ? { file, function: name } : undefined;
}
