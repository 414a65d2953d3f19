import * as vscode from 'vscode';

const section = 'saddlescope';

/** The user's settings, read when needed so that a change holds at once. */
export class Settings implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;
  private readonly subscription: vscode.Disposable;

  constructor() {
    this.subscription = vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(section)) this.changed.fire();
    });
  }

  /** Milliseconds that one call of the user's code may take. */
  get timeLimit(): number {
    return this.get('timeLimit', 2) * 1000;
  }

  get codeLens(): boolean {
    return this.get('codeLens.enabled', true);
  }

  get hovers(): boolean {
    return this.get('hover.enabled', true);
  }

  /** Names of presets or optimizers that a new panel starts with. */
  get optimizers(): readonly string[] {
    return this.get('descent.optimizers', ['Gradient descent', 'Momentum', 'Adam']);
  }

  get steps(): number {
    return this.get('descent.steps', 100);
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
  }

  private get<T>(name: string, fallback: T): T {
    return vscode.workspace.getConfiguration(section).get<T>(name, fallback);
  }
}
