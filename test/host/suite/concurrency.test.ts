/** Several panels, editors and names for one text, and files that change under an open panel. */
import * as assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Api } from '../../../src/extension';
import { fileOf } from '../../../src/host/documents';
import { panelKinds } from '../../../src/host/panels/kinds';
import type { LossPanel } from '../../../src/host/panels/lossPanel';
import { activated, closeAll, openText, until } from './support';

const bowl = '/** @start [1, 2] */\nexport function bowl(x: number, y: number): number {\n  return x * x + 3 * y * y;\n}\n';
const valley = bowl.replace('bowl', 'valley').replace('3 *', '9 *');
const other = '/** @start [1] */\nexport const other = (t: number): number => (t - 1) ** 2;\n';

function folderPath(): string {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'no folder is open');
  return folder.uri.fsPath;
}

/** Writes a file into the folder, as another program does. */
function written(name: string, text: string): vscode.Uri {
  const file = path.join(folderPath(), name);
  writeFileSync(file, text);
  return vscode.workspace.workspaceFolders?.[0].uri.with({ path: vscode.Uri.file(file).path }) ?? vscode.Uri.file(file);
}

const edit = async (change: (edit: vscode.WorkspaceEdit) => void): Promise<void> => {
  const edits = new vscode.WorkspaceEdit();
  change(edits);
  assert.ok(await vscode.workspace.applyEdit(edits));
};

/** Waits until the panel shows a function whose λmax at the start is this. */
const showing = (panel: LossPanel, name: string, largestEigenvalue: number): Promise<true> =>
  until(`${name} with ${largestEigenvalue}`, () => {
    const { binding } = panel;
    if (binding.kind !== 'ready' || binding.description.summary.name !== name) return undefined;
    return binding.readout?.eigenvalues.at(-1) === largestEigenvalue || undefined;
  });

const saying = (panel: LossPanel, words: RegExp): Promise<true> =>
  until(`a panel that says ${words}`, () => (panel.binding.kind === 'empty' && words.test(panel.binding.message)) || undefined);

suite('files and panels that change under each other', () => {
  let api: Api;
  const show = (uri: vscode.Uri, name: string, kind: keyof typeof panelKinds = 'descent') =>
    api.panels.show(panelKinds[kind], { file: fileOf(uri), function: name });

  suiteSetup(async () => {
    api = await activated();
  });
  teardown(closeAll);

  test('two panels follow each its own function', async () => {
    const uri = written('pair.ts', `${bowl}${valley}`);
    const document = await vscode.workspace.openTextDocument(uri);
    const [first, second] = [show(uri, 'bowl'), show(uri, 'valley')];
    await Promise.all([showing(first, 'bowl', 6), showing(second, 'valley', 18)]);
    const at = document.positionAt(document.getText().indexOf('9 *'));
    await edit((edits) => edits.replace(uri, new vscode.Range(at, at.translate(0, 1)), '5'));
    await showing(second, 'valley', 10);
    await showing(first, 'bowl', 6);
  });

  test('the same file in two editors has one text, and one panel of a kind', async () => {
    const uri = written('twice.ts', bowl);
    const left = await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.One });
    const right = await vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.Two });
    const panel = show(uri, 'bowl');
    assert.equal(show(right.document.uri, 'bowl'), panel);
    const at = left.document.positionAt(bowl.indexOf('3 *'));
    await edit((edits) => edits.replace(uri, new vscode.Range(at, at.translate(0, 1)), '4'));
    await showing(panel, 'bowl', 8);
    assert.equal((await api.status.losses(right.document))[0].summary.name, 'bowl');
  });

  test('a renamed file is followed, and what changes in it', async () => {
    const uri = written('before.ts', bowl);
    await vscode.window.showTextDocument(uri);
    const panel = show(uri, 'bowl');
    await showing(panel, 'bowl', 6);
    const renamed = uri.with({ path: uri.path.replace('before.ts', 'after.ts') });
    await edit((edits) => edits.renameFile(uri, renamed));
    await until('the new name', () => panel.target.file.endsWith('after.ts') || undefined);
    writeFileSync(renamed.fsPath, bowl.replace('3 *', '2 *'));
    await showing(panel, 'bowl', 4);
  });

  test('a deleted file is said to be gone, and comes back', async () => {
    const uri = written('passing.ts', bowl);
    const panel = show(uri, 'bowl');
    await showing(panel, 'bowl', 6);
    rmSync(uri.fsPath);
    await saying(panel, /passing\.ts/);
    written('passing.ts', bowl.replace('3 *', '7 *'));
    await showing(panel, 'bowl', 14);
  });

  test('another version on disk, as from a checkout, is shown; a function that it has not is not mistaken for another', async () => {
    const uri = written('branch.ts', bowl);
    await vscode.window.showTextDocument(uri);
    const panel = show(uri, 'bowl');
    await showing(panel, 'bowl', 6);
    writeFileSync(uri.fsPath, `${valley}${bowl.replace('3 *', '8 *')}`);
    await showing(panel, 'bowl', 16);
    writeFileSync(uri.fsPath, `${other}`);
    await saying(panel, /`?bowl`? is no longer in this file/);
    writeFileSync(uri.fsPath, bowl);
    await showing(panel, 'bowl', 6);
  });

  test('unsaved texts of the same name in different folders are different losses', async () => {
    const [one, two] = ['one', 'two'].map((folder) => vscode.Uri.from({ scheme: 'untitled', path: `${folderPath()}/${folder}/new.ts` }));
    await vscode.workspace.openTextDocument(one);
    await vscode.workspace.openTextDocument(two);
    await edit((edits) => {
      edits.insert(one, new vscode.Position(0, 0), bowl);
      edits.insert(two, new vscode.Position(0, 0), bowl.replace('3 *', '5 *'));
    });
    const [first, second] = [show(one, 'bowl'), show(two, 'bowl')];
    assert.notEqual(first, second);
    await showing(first, 'bowl', 6);
    await showing(second, 'bowl', 10);
  });

  test('an unsaved text that is closed is said to be gone', async () => {
    const editor = await openText(bowl);
    const panel = show(editor.document.uri, 'bowl');
    await showing(panel, 'bowl', 6);
    await vscode.window.showTextDocument(editor.document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await saying(panel, /There is no file/);
  });

  test('cells of a notebook are losses of their own', async () => {
    const cell = (text: string) => new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, 'typescript');
    const data = new vscode.NotebookData([cell(bowl), cell(bowl.replace('3 *', '5 *'))]);
    const notebook = await vscode.workspace.openNotebookDocument('jupyter-notebook', data);
    const [one, two] = notebook.getCells().map(({ document }) => document.uri);
    const [first, second] = [show(one, 'bowl'), show(two, 'bowl')];
    await showing(first, 'bowl', 6);
    await showing(second, 'bowl', 10);
  });

  test('a view of a file by another scheme is not taken for the file', async () => {
    const uri = written('seen.ts', bowl);
    const past = vscode.workspace.registerTextDocumentContentProvider('past', {
      provideTextDocumentContent: () => bowl.replace('3 *', '100 *'),
    });
    try {
      const document = await vscode.workspace.openTextDocument(uri.with({ scheme: 'past' }));
      await vscode.languages.setTextDocumentLanguage(document, 'typescript');
      await vscode.window.showTextDocument(document);
      const panel = show(uri, 'bowl');
      await showing(panel, 'bowl', 6);
      assert.equal(readFileSync(uri.fsPath, 'utf8'), bowl);
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 10);
      assert.deepEqual(
        lenses.filter(({ command }) => command?.command.startsWith('saddlescope.')),
        [],
      );
    } finally {
      past.dispose();
    }
  });
});
