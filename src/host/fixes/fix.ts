import type * as vscode from 'vscode';
import type { ReportedCode } from '../../protocol/diagnostics';
import type { Diagnosis, Remedy } from '../../protocol/model';
import type { LossState } from '../lossStatus';

/** What a fix is offered for: a diagnostic on screen, the loss that it is about, and what the rule said. */
export interface Occasion {
  readonly document: vscode.TextDocument;
  readonly diagnostic: vscode.Diagnostic;
  readonly loss: LossState | undefined;
  readonly diagnosis: Diagnosis | undefined;
  /** Changes of the source that the loss and its file allow. */
  remedies(): Promise<readonly Remedy[]>;
}

/** One thing that mends diagnostics of some codes. */
export interface Fix {
  readonly mends: readonly ReportedCode[];
  offer(occasion: Occasion): readonly vscode.CodeAction[] | Promise<readonly vscode.CodeAction[]>;
}
