import * as vscode from 'vscode';
import { diagnosisCodes, isSeverity, type ReportedCode, type Severity, severities } from '../protocol/diagnostics';
import type { DiagnosisCode } from '../protocol/model';

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

  /** Bytes that the engine may take. */
  get memoryLimit(): number {
    return this.get('memoryLimit', 2048) * 2 ** 20;
  }

  /** Folders outside the workspace that losses may read data files from. */
  get dataFolders(): readonly string[] {
    return this.get('dataFolders', []);
  }

  get codeLens(): boolean {
    return this.get('codeLens.enabled', true);
  }

  get hovers(): boolean {
    return this.get('hover.enabled', true);
  }

  get cursor(): boolean {
    return this.get('cursor.enabled', true);
  }

  get criticalPoints(): boolean {
    return this.get('criticalPoints.enabled', true);
  }

  get gradientHeat(): boolean {
    return this.get('gradientHeat.enabled', false);
  }

  async toggleGradientHeat(): Promise<void> {
    await this.update('gradientHeat.enabled', !this.gradientHeat);
  }

  get statusBar(): boolean {
    return this.get('statusBar.enabled', true);
  }

  /** Names of presets or optimizers that a new panel starts with. */
  get optimizers(): readonly string[] {
    return this.get('descent.optimizers', ['Gradient descent', 'Momentum', 'Adam']);
  }

  get steps(): number {
    return this.get('descent.steps', 100);
  }

  /** How severe a diagnostic is; the user's word counts, unless it is none of the severities. */
  severityOf(code: ReportedCode): Severity {
    const chosen = this.get<Readonly<Record<string, unknown>>>('diagnostics', {})[code];
    return isSeverity(chosen) ? chosen : severities[code];
  }

  /** Rules that need not be tried. */
  get diagnosticsOff(): readonly DiagnosisCode[] {
    return diagnosisCodes.filter((code) => this.severityOf(code) === 'off');
  }

  /** New panels read out this one; the others stay behind it. */
  async putOptimizerFirst(name: string): Promise<void> {
    const others = this.optimizers.filter((other) => other !== name);
    await this.update('descent.optimizers', [name, ...others]);
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
  }

  private async update(name: string, value: unknown): Promise<void> {
    await vscode.workspace.getConfiguration(section).update(name, value, vscode.ConfigurationTarget.Global);
  }

  private get<T>(name: string, fallback: T): T {
    return vscode.workspace.getConfiguration(section).get<T>(name, fallback);
  }
}
