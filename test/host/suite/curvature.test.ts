import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { panelKinds } from '../../../src/host/panels/kinds';
import { activated, closeAll, openFixture, until } from './support';

const tabOf = (label: string): vscode.Tab | undefined =>
  vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find((tab) => tab.label === label);

suite('the Curvature panel in the extension host', () => {
  teardown(closeAll);

  test('opens beside the function under the cursor and leaves the focus in the editor', async () => {
    await activated();
    const editor = await openFixture('two-losses.ts');
    editor.selection = new vscode.Selection(7, 4, 7, 4);
    await vscode.commands.executeCommand('saddlescope.showCurvature');
    const tab = await until('the panel', () => tabOf('Curvature: saddle'));
    assert.notEqual(tab.group.viewColumn, editor.viewColumn);
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), editor.document.uri.toString());
  });

  test('finishes its picture, again after an edit, and is another panel than the Descent of the same function', async () => {
    const { panels } = await activated();
    const editor = await openFixture('two-losses.ts');
    const target = { file: editor.document.uri.fsPath, function: 'bowl' };
    const panel = panels.show(panelKinds.curvature, target);
    const first = await new Promise<number>((resolve) => panel.onDidSettle(resolve));
    const next = new Promise<number>((resolve) => panel.onDidSettle((version) => version !== first && resolve(version)));
    await editor.edit((edit) => edit.insert(new vscode.Position(2, 9), '7 * '));
    assert.ok((await next) > first);
    assert.equal(panels.show(panelKinds.curvature, target), panel);
    assert.notEqual(panels.show(panelKinds.descent, target), panel);
  });
});
