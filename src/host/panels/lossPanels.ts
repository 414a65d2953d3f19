import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Target } from '../../protocol/engine';
import { type PanelKind, panelKinds } from './kinds';
import { LossPanel, type PanelContext } from './lossPanel';

/** All open panels: one of each kind for a function; those of an earlier window come back with it. */
export class LossPanels implements vscode.Disposable {
  private readonly open = new Set<LossPanel>();
  private readonly ran = new vscode.EventEmitter<Target>();
  /** Fires when what runs on a loss is no longer the same: in a panel, or because one has been closed. */
  readonly onDidRun = this.ran.event;
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

  show(kind: PanelKind, target: Target): LossPanel {
    const existing = this.find(kind, target);
    existing?.reveal();
    return existing ?? this.add(LossPanel.create(this.context, kind, target));
  }

  find(kind: PanelKind, target: Target): LossPanel | undefined {
    return [...this.open].find((panel) => panel.kind.viewType === kind.viewType && isSame(panel.target, target));
  }

  dispose(): void {
    this.ran.dispose();
    this.serializers.dispose();
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
    panel.onDidDispose(() => {
      this.open.delete(panel);
      if (panel.optimizers) this.ran.fire(panel.target);
    });
    return panel;
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
