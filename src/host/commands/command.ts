import type * as vscode from 'vscode';
import type { Engine } from '../engine';
import type { LossPanels } from '../panels/lossPanels';
import type { PointSearch } from '../pointSearch';
import type { ReportFiles } from '../reportFiles';
import type { Reports } from '../reports';
import type { Settings } from '../settings';

export interface CommandContext {
  readonly extensionUri: vscode.Uri;
  readonly engine: Engine;
  readonly panels: LossPanels;
  readonly reports: Reports;
  readonly reportFiles: ReportFiles;
  readonly points: PointSearch;
  readonly settings: Settings;
  /** Those that do something with the loss that they are given. */
  readonly lossCommands: readonly Pick<Command, 'id'>[];
}

/** A command: its id as package.json contributes it, and what it does. */
export interface Command {
  readonly id: string;
  /** True when it has nothing to do with one loss, so that it is not among a loss's actions. */
  readonly general?: boolean;
  run(context: CommandContext, ...args: unknown[]): Promise<void>;
}
