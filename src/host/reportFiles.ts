import * as vscode from 'vscode';
import { t } from '../l10n/t';
import { CancelledError } from '../protocol/channel';
import type { Target } from '../protocol/engine';
import { problemOf } from './boundLoss';
import type { Engine } from './engine';
import type { LossPanels } from './panels/lossPanels';
import { chooseFile, write } from './saveFile';
import type { Settings } from './settings';

/** Reports of functions as HTML files, with the paths that their panels draw. */
export class ReportFiles implements vscode.Disposable {
  private readonly subscription: vscode.Disposable;

  constructor(
    private readonly engine: Engine,
    private readonly panels: LossPanels,
    private readonly settings: Pick<Settings, 'steps'>,
  ) {
    this.subscription = panels.onDidAskReport((target) => void this.save(target));
  }

  /** Asks where, and nothing else. */
  async save(target: Target): Promise<void> {
    const uri = await chooseFile(target.file, `${target.function.replaceAll('.', '-')}.html`);
    if (!uri) return;
    try {
      await write(uri, Buffer.from(await this.page(target)));
    } catch (error) {
      if (!(error instanceof CancelledError)) void vscode.window.showErrorMessage(problemOf(error).message);
    }
  }

  dispose(): void {
    this.subscription.dispose();
  }

  private page(target: Target): Thenable<string> {
    const { engine, panels, settings } = this;
    const shown = { location: vscode.ProgressLocation.Notification, cancellable: true, title: t('Report of {0}', target.function) };
    return vscode.window.withProgress(shown, (progress, token) => {
      const cancel = new AbortController();
      token.onCancellationRequested(() => cancel.abort());
      let before = 0;
      const params = { target, paths: panels.pathsOf(target) ?? [], steps: settings.steps };
      return engine.request('report', params, {
        signal: cancel.signal,
        onPartial: ({ done }) => {
          progress.report({ increment: 100 * (done - before) });
          before = done;
        },
      });
    });
  }
}
