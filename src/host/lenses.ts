import * as vscode from 'vscode';
import { t } from '../l10n/t';
import { significant } from '../protocol/format';
import { definitenessWords, kindWords } from '../protocol/words';
import { commandIds } from './commands/ids';
import { documentSelector, fileOf, rangeOf } from './documents';
import type { LossState, LossStatus } from './lossStatus';
import type { Settings } from './settings';

/** One stable line over every loss: the way into the panel, and what is known at the start. */
export class LossLenses implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changed.event;
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly status: LossStatus,
    private readonly settings: Settings,
  ) {
    this.subscriptions = [
      this.changed,
      status.onDidChange(() => this.changed.fire()),
      settings.onDidChange(() => this.changed.fire()),
      vscode.languages.registerCodeLensProvider(documentSelector, this),
    ];
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    if (!this.settings.codeLens) return [];
    const losses = await this.status.losses(document);
    return losses.map((loss) => {
      const target = { file: fileOf(document.uri), function: loss.summary.name };
      return new vscode.CodeLens(rangeOf(loss.summary.location), {
        title: lensTitle(loss),
        tooltip: t('Show gradient descent on this function beside it'),
        command: commandIds.visualizeDescent,
        arguments: [target],
      });
    });
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
  }
}

/** `Visualize descent | κ 2.5×10³ · saddle at start`; a `~` marks values from before the last edit. */
export function lensTitle({ result, problem, stale }: LossState): string {
  const action = t('Visualize descent');
  if (result) return `${action} | ${stale ? '~ ' : ''}κ ${significant(result.readout.conditionNumber, 2)} · ${atStart(result.readout)}`;
  if (problem?.code === 'start-unknown') return `${action} | ${problem.hint ?? problem.message}`;
  return action;
}

function atStart({ kind, critical, definiteness, loss }: NonNullable<LossState['result']>['readout']): string {
  if (!Number.isFinite(loss)) return t('loss is {0} at start', significant(loss));
  if (critical && kind) return t('{0} at start', kindWords[kind]);
  return t('{0} at start', definitenessWords[definiteness]);
}
