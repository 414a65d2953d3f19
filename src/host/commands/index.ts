import type * as vscode from 'vscode';
import type { Engine } from '../engine';
import type { LossPanels } from '../panels/lossPanels';
import type { Reports } from '../reports';
import { applyLearningRate } from './applyLearningRate';
import { checkGradient } from './checkGradient';
import { explainDiagnostic } from './explainDiagnostic';
import { openGallery } from './openGallery';
import { showCurvature } from './showCurvature';
import { showSurface } from './showSurface';
import { visualizeDescent } from './visualizeDescent';

export interface CommandContext {
  readonly extensionUri: vscode.Uri;
  readonly engine: Engine;
  readonly panels: LossPanels;
  readonly reports: Reports;
}

/** A command: its id as package.json contributes it, and what it does. */
export interface Command {
  readonly id: string;
  run(context: CommandContext, ...args: unknown[]): Promise<void>;
}

export const commands: readonly Command[] = [
  visualizeDescent,
  showCurvature,
  showSurface,
  openGallery,
  checkGradient,
  applyLearningRate,
  explainDiagnostic,
];
