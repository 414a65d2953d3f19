import * as vscode from 'vscode';
import { t } from '../../l10n/t';
import { commandIds } from './ids';
import type { Command } from './index';

/** Lets the user choose one of the examples that come with the extension and opens it. */
export const openGallery: Command = {
  id: commandIds.openGallery,
  general: true,
  async run({ extensionUri }) {
    const folder = vscode.Uri.joinPath(extensionUri, 'examples');
    const files = (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name).filter((name) => name.endsWith('.ts'));
    const items = await Promise.all(
      files.sort().map(async (name) => ({ label: name, detail: await firstSentence(vscode.Uri.joinPath(folder, name)) })),
    );
    const picked = await vscode.window.showQuickPick(items, {
      title: t('Saddlescope gallery'),
      placeHolder: t('Choose an example'),
      matchOnDetail: true,
    });
    if (picked) await vscode.window.showTextDocument(vscode.Uri.joinPath(folder, picked.label));
  },
};

/** The first sentence of a file's opening comment. */
async function firstSentence(uri: vscode.Uri): Promise<string> {
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  const comment = /^\s*\/\*\*?([\s\S]*?)\*\//.exec(text)?.[1] ?? '';
  return (
    comment
      .replace(/\n\s*\*/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
      .match(/^.*?[.:](?=\s|$)/)?.[0] ?? ''
  ).replace(/[:.]$/, '');
}
