import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Api } from '../../../src/extension';
import { activated, closeAll, lossState, openText } from './support';

suite('hovers', () => {
  let api: Api;
  suiteSetup(async () => {
    api = await activated();
  });
  teardown(closeAll);

  const source = [
    '/** @start [3, -2] */',
    'export function loss(x: number, y: number): number {',
    '  let sum = 0;',
    '  for (let i = 1; i <= 3; i++) sum += i * x;',
    '  return sum * y + x ** 2;',
    '}',
  ].join('\n');

  async function hoverAt(line: number, text: string): Promise<string> {
    const editor = await openText(source);
    await lossState(api, editor, 'loss', ({ stale, result }) => !stale && result !== undefined);
    const position = new vscode.Position(line, editor.document.lineAt(line).text.indexOf(text) + 1);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', editor.document.uri, position);
    const ours = hovers.flatMap(({ contents }) => contents.map((content) => (typeof content === 'string' ? content : content.value)));
    return ours.find((content) => content.includes('∂L/∂this') || content.includes('∇L')) ?? '';
  }

  test('on the name: value, gradient, eigenvalues and verdict at the start', async () => {
    const text = await hoverAt(1, 'loss');
    assert.match(text, /\*\*loss\*\* at the start \(@start\): not critical; the Hessian is indefinite \(1\+ 1−\)/);
    // L = 6xy + x², so ∇L = (6y + 2x, 6x) = (−6, 18), H = [[2, 6], [6, 0]], λ = 1 ± √37.
    assert.match(text, /\| L \| −27\.00 \|/);
    assert.match(text, /\(−6\.00, 18\.0\)/);
    assert.match(text, /7\.08, −5\.08/);
  });

  test('on an expression: its value and the derivative of the loss by it', async () => {
    assert.match(await hoverAt(4, '**'), /value \*\*9\.000\*\* · ∂L\/∂this \*\*1\.000\*\*/);
    assert.match(await hoverAt(4, '* y'), /value \*\*−36\.00\*\* · ∂L\/∂this \*\*1\.000\*\*/);
  });

  test('on an expression in a loop: the range over its iterations', async () => {
    assert.match(await hoverAt(3, '* x'), /value \*\*3\.00 … 9\.00\*\* · ∂L\/∂this \*\*−2\.000\*\* — at the start, ran 3 times/);
  });
});
