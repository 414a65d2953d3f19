import * as vscode from 'vscode';
import { t } from '../../l10n/t';
import { CancelledError } from '../../protocol/channel';
import type { Target } from '../../protocol/engine';
import { problemOf } from '../boundLoss';
import { gradientReport } from '../gradientReport';
import { chooseLoss } from './chooseLoss';
import type { Command, CommandContext } from './command';
import { commandIds } from './ids';

/** Checks the gradient of the loss that is named, under the cursor or picked, and shows a report beside it. */
export const checkGradient: Command = {
  id: commandIds.checkGradient,
  async run(context, argument) {
    const target = await chooseLoss(context.engine, argument);
    if (!target) return;
    try {
      await check(context, target);
    } catch (error) {
      if (error instanceof CancelledError) return;
      const { message, hint } = problemOf(error);
      void vscode.window.showErrorMessage(hint ? `${message} ${hint}` : message);
    }
  },
};

async function check({ engine, reports }: CommandContext, target: Target): Promise<void> {
  const page = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: t('Checking the gradient of {0}', target.function), cancellable: true },
    async (_, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort());
      const { signal } = controller;
      const { coordinates } = await engine.request('describe', { target }, { signal });
      return gradientReport(target.function, coordinates, await engine.request('check', { target }, { signal }));
    },
  );
  await reports.show(t('Gradient of {0}', target.function), page);
}
