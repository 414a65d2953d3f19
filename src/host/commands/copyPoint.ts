import * as vscode from 'vscode';
import { t } from '../../l10n/t';
import { choosePlace } from './choosePlace';
import type { Command } from './command';
import { commandIds } from './ids';

/** Copies the coordinates of a critical point as JSON, as `@start` takes them. */
export const copyPoint: Command = {
  id: commandIds.copyPoint,
  async run(context, argument) {
    const place = await choosePlace(context, argument);
    if (!place) return;
    await vscode.env.clipboard.writeText(`[${Array.from(place.point.at).join(', ')}]`);
    vscode.window.setStatusBarMessage(t('Copied {0}', place.name), 2000);
  },
};
