import * as vscode from 'vscode';
import { t } from '../../l10n/t';
import { fileOf } from '../documents';
import { panelKinds } from '../panels/kinds';
import type { Command, CommandContext } from './command';
import { commandIds } from './ids';

/** What examples/gallery.json says of an example. */
interface GalleryEntry {
  readonly file: string;
  readonly title: string;
  /** Ids of the techniques that it shows: C1, O2, … */
  readonly techniques: readonly string[];
  /** The panel that shows it best. */
  readonly panel: keyof typeof panelKinds;
  /** The loss to show; empty: the first in the file. */
  readonly loss: string;
}

/** Lets the user choose one of the examples that come with the extension, and opens it with its panel beside it. */
export const openGallery: Command = {
  id: commandIds.openGallery,
  general: true,
  async run(context) {
    const folder = vscode.Uri.joinPath(context.extensionUri, 'examples');
    const entries: readonly GalleryEntry[] = JSON.parse(await textOf(vscode.Uri.joinPath(folder, 'gallery.json')));
    const items = entries.map((entry) => ({ label: entry.file, description: entry.techniques.join(' · '), detail: entry.title, entry }));
    const picked = await vscode.window.showQuickPick(items, {
      title: t('Saddlescope gallery'),
      placeHolder: t('Choose an example'),
      matchOnDescription: true,
      matchOnDetail: true,
    });
    if (picked) await open(context, vscode.Uri.joinPath(folder, picked.entry.file), picked.entry);
  },
};

async function open({ engine, panels }: CommandContext, uri: vscode.Uri, { panel, loss }: GalleryEntry): Promise<void> {
  await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.One });
  const file = fileOf(uri);
  const name = loss || (await engine.request('losses', { file })).losses[0]?.name;
  if (name) panels.show(panelKinds[panel], { file, function: name });
}

async function textOf(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}
