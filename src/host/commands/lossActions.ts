import * as vscode from 'vscode';
import { t } from '../../l10n/t';
import { chooseLoss } from './chooseLoss';
import type { Command } from './command';
import { commandIds } from './ids';

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string; readonly title: LocalizedText }[] };
}

/** VS Code keeps the English text beside a translated one, so that the palette finds both. */
type LocalizedText = string | { readonly value: string };

/** All that can be done with the loss under the cursor, for those who reach no lens: by keyboard or with a screen reader. */
export const lossActions: Command = {
  id: commandIds.lossActions,
  general: true,
  async run({ engine, extensionUri, lossCommands }, argument) {
    const target = await chooseLoss(engine, argument);
    if (!target) return;
    const items = lossCommands.map(({ id }) => ({ label: titleOf(id, extensionUri), id }));
    const picked = await vscode.window.showQuickPick(items, { title: target.function, placeHolder: t('Choose what to do with this loss') });
    if (picked) await vscode.commands.executeCommand(picked.id, target);
  },
};

/** As the palette shows it. */
function titleOf(id: string, extensionUri: vscode.Uri): string {
  const manifest: Manifest | undefined = vscode.extensions.all.find(
    (extension) => extension.extensionUri.toString() === extensionUri.toString(),
  )?.packageJSON;
  const title = manifest?.contributes.commands.find(({ command }) => command === id)?.title ?? id;
  return typeof title === 'string' ? title : title.value;
}
