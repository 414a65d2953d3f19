import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Api } from '../../../src/extension';
import { activated, closeAll, openText, replaceAll, until } from './support';

suite('gradient heat', () => {
  let api: Api;
  suiteSetup(async () => {
    api = await activated();
  });
  teardown(async () => {
    await vscode.workspace.getConfiguration('saddlescope').update('gradientHeat.enabled', undefined, vscode.ConfigurationTarget.Global);
    await closeAll();
  });

  const source = [
    '/** @start [1, 1] */',
    'export function loss(x: number, y: number): number {',
    '  const strong = x * 2;',
    '  const weak = y * 3;',
    '  return 1000 * strong + weak * 1;',
    '}',
  ].join('\n');

  test('is off until asked for, and says on which lines the derivative is large', async () => {
    await openText(source);
    assert.deepEqual(api.heat.lines, []);
    await vscode.commands.executeCommand('saddlescope.toggleGradientHeat');
    const at = (line: number) => api.heat.lines.find((heat) => heat.line === line);
    // An untitled document takes the name of the one before it, whose bars may come first.
    await until('the bars of this text', () => (at(2)?.magnitude === 1000 ? true : undefined));
    assert.equal(at(2)?.level, 5);
    assert.equal(at(3)?.magnitude, 1);
    assert.equal(at(3)?.level, 1);
    assert.equal(at(0), undefined);
    await vscode.commands.executeCommand('saddlescope.toggleGradientHeat');
    await until('no bars', () => (api.heat.lines.length === 0 ? true : undefined));
  });

  test('is turned on for the text that was looked at last, while a panel has the focus', async () => {
    await openText(source);
    const panel = vscode.window.createWebviewPanel('test', 'A panel', vscode.ViewColumn.Two);
    await until('the focus of the panel', () => (vscode.window.activeTextEditor === undefined ? true : undefined));
    await vscode.commands.executeCommand('saddlescope.toggleGradientHeat');
    await until('bars', () => (api.heat.lines.some(({ line, magnitude }) => line === 2 && magnitude === 1000) ? true : undefined));
    panel.dispose();
  });

  test('follows edits, and keeps its bars while the source is broken', async () => {
    const editor = await openText(source);
    await vscode.commands.executeCommand('saddlescope.toggleGradientHeat');
    const magnitude = (line: number) => api.heat.lines.find((heat) => heat.line === line)?.magnitude;
    await until('bars', () => (magnitude(2) === 1000 ? true : undefined));
    await replaceAll(editor, source.replace('1000', '5'));
    await until('the new bars', () => (magnitude(2) === 5 ? true : undefined));
    await replaceAll(editor, source.replace('1000 *', '* *'));
    await until('a stale loss', async () => (await api.status.losses(editor.document)).find(({ stale }) => stale));
    assert.equal(magnitude(2), 5);
  });
});
