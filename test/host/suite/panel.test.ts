import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Api } from '../../../src/extension';
import { fileOf as fileInEngine } from '../../../src/host/documents';
import { panelKinds } from '../../../src/host/panels/kinds';
import { activated, closeAll, openFixture, openText, until } from './support';

const fileOf = (editor: vscode.TextEditor) => editor.document.uri.fsPath;

function descentTab(name: string): vscode.Tab | undefined {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ label }) => label === `Descent: ${name}`);
}

suite('the Descent panel in the extension host', () => {
  let api: Api;
  suiteSetup(async () => {
    api = await activated();
  });
  teardown(closeAll);

  test('opens beside the function under the cursor, leaves the focus in the editor, and finishes its picture', async () => {
    const editor = await openFixture('two-losses.ts');
    editor.selection = new vscode.Selection(7, 4, 7, 4);
    await vscode.commands.executeCommand('saddlescope.visualizeDescent');
    const tab = await until('the panel', () => descentTab('saddle'));
    assert.ok(tab.input instanceof vscode.TabInputWebview);
    assert.notEqual(tab.group.viewColumn, editor.viewColumn);
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), editor.document.uri.toString());
  });

  test('is revealed, not opened twice, for the same function', async () => {
    const target = { file: fileOf(await openFixture('two-losses.ts')), function: 'bowl' };
    const panel = api.panels.show(panelKinds.descent, target);
    await new Promise<void>((resolve) => panel.onDidSettle(() => resolve()));
    assert.equal(api.panels.show(panelKinds.descent, target), panel);
    assert.equal(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).filter(({ label }) => label === 'Descent: bowl').length, 1);
  });

  test('draws again after an edit', async () => {
    const editor = await openFixture('two-losses.ts');
    const panel = api.panels.show(panelKinds.descent, { file: fileOf(editor), function: 'bowl' });
    const first = await new Promise<number>((resolve) => panel.onDidSettle(resolve));
    const next = new Promise<number>((resolve) => panel.onDidSettle((version) => version !== first && resolve(version)));
    await editor.edit((edit) => edit.insert(new vscode.Position(2, 9), '7 * '));
    assert.ok((await next) > first);
  });

  test('shows what the text cursor stands at, unless that is switched off', async () => {
    const editor = await openText('/** @start [3] */\nexport function loss(x: number): number {\n  return x ** 2 + 1;\n}\n');
    const panel = api.panels.show(panelKinds.descent, { file: fileInEngine(editor.document.uri), function: 'loss' });
    await until('the panel to finish', () => panel.shownPoint);
    const goTo = (line: number, character: number) => {
      editor.selection = new vscode.Selection(line, character, line, character);
    };
    goTo(2, 9);
    await until('the parameter', () => (panel.shownCursor?.kind === 'coordinates' ? true : undefined));
    goTo(2, 13);
    const place = await until('the expression', () => (panel.shownCursor?.kind === 'expression' ? panel.shownCursor : undefined));
    assert.equal(place.source, 'x ** 2');
    const settings = vscode.workspace.getConfiguration('saddlescope');
    await settings.update('cursor.enabled', false, vscode.ConfigurationTarget.Global);
    try {
      await until('nothing', () => (panel.shownCursor === undefined ? true : undefined));
    } finally {
      await settings.update('cursor.enabled', undefined, vscode.ConfigurationTarget.Global);
    }
    await until('the expression again', () => (panel.shownCursor?.kind === 'expression' ? true : undefined));
  });

  test('follows a function that is renamed in place', async () => {
    const editor = await openText('export function first(x: number, y: number): number {\n  return x * x + y * y;\n}\n');
    await vscode.commands.executeCommand('saddlescope.visualizeDescent');
    await until('the panel', () => descentTab('first'));
    await editor.edit((edit) => edit.replace(new vscode.Range(0, 16, 0, 21), 'second'));
    await until('the new name', () => descentTab('second'));
  });
});

suite('the engine in the extension host', () => {
  test('answers with the values of the function and can be cancelled', async () => {
    const { engine } = await activated();
    const target = { file: fileOf(await openFixture('two-losses.ts')), function: 'bowl' };
    const readout = await engine.request('readout', { target, at: Float64Array.of(1, 2) });
    assert.equal(readout.loss, 17);
    assert.deepEqual([...readout.gradient], [2, 16]);
    assert.deepEqual([...readout.eigenvalues], [2, 8]);
    assert.equal(readout.derivatives, 'exact');

    const controller = new AbortController();
    const plane = { origin: Float64Array.of(0, 0), first: Float64Array.of(1, 0), second: Float64Array.of(0, 1) };
    const surface = engine.request('surface', { target, plane, box: [-1, 1, -1, 1], size: 641 }, { signal: controller.signal });
    controller.abort();
    await assert.rejects(surface, { name: 'CancelledError' });
    await closeAll();
  });
});
