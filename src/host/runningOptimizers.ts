import * as vscode from 'vscode';
import type { Target } from '../protocol/engine';
import type { Catalog, NamedOptimizer } from '../protocol/model';
import type { RunningOptimizers } from './diagnoses';
import type { Engine } from './engine';
import { panelKinds } from './panels/kinds';
import type { LossPanels } from './panels/lossPanels';
import type { Settings } from './settings';

/** What runs in the Descent panel of a loss, or would by the settings, each with its default rate. */
export class OptimizersInUse implements RunningOptimizers, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<Target>();
  readonly onDidChangeOptimizers = this.changed.event;
  private readonly subscription: vscode.Disposable;

  constructor(
    private readonly engine: Engine,
    private readonly panels: LossPanels,
    private readonly settings: Settings,
  ) {
    this.subscription = panels.onDidRun((target) => this.changed.fire(target));
  }

  async optimizersFor(target: Target): Promise<readonly NamedOptimizer[]> {
    const running = this.panels.find(panelKinds.descent, target)?.optimizers;
    return running ?? named(await this.engine.catalog(), this.settings.optimizers);
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
  }
}

/** Presets and optimizers by their names, as the settings list them. */
export function named({ optimizers }: Catalog, names: readonly string[]): NamedOptimizer[] {
  const offered = optimizers.flatMap(({ id, name, presets }) =>
    [...(presets ?? []), { name, options: {} }].map((preset) => ({ id, ...preset })),
  );
  return names.flatMap((wanted) => offered.find(({ id, name }) => name === wanted || id === wanted) ?? []);
}
