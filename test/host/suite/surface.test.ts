import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { panelKinds } from '../../../src/host/panels/kinds';
import { activated, closeAll, openFixture, until } from './support';

const tabOf = (label: string): vscode.Tab | undefined =>
  vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find((tab) => tab.label === label);

suite('the Surface panel in the extension host', () => {
  teardown(closeAll);

  test('opens beside the function under the cursor, finishes its picture, and again after an edit', async () => {
    const { panels } = await activated();
    const editor = await openFixture('two-losses.ts');
    editor.selection = new vscode.Selection(2, 4, 2, 4);
    await vscode.commands.executeCommand('saddlescope.showSurface');
    const tab = await until('the panel', () => tabOf('Surface: bowl'));
    assert.notEqual(tab.group.viewColumn, editor.viewColumn);
    const panel = panels.show(panelKinds.surface, { file: editor.document.uri.fsPath, function: 'bowl' });
    const first = await new Promise<number>((resolve) => panel.onDidSettle(resolve));
    const next = new Promise<number>((resolve) => panel.onDidSettle((version) => version !== first && resolve(version)));
    await editor.edit((edit) => edit.insert(new vscode.Position(2, 9), '7 * '));
    assert.ok((await next) > first);
  });
});
