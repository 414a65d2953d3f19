import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Api } from '../../../src/extension';
import { fileOf } from '../../../src/host/documents';
import { panelKinds } from '../../../src/host/panels/kinds';
import { activated, closeAll, lossState, openText, until } from './support';

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

  async function hoverAt(line: number, text: string, ...wanted: string[]): Promise<string> {
    const editor = await openText(source);
    await lossState(api, editor, 'loss', ({ stale, result }) => !stale && result !== undefined);
    const position = new vscode.Position(line, editor.document.lineAt(line).text.indexOf(text) + 1);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', editor.document.uri, position);
    const ours = hovers.flatMap(({ contents }) => contents.map((content) => (typeof content === 'string' ? content : content.value)));
    return ours.find((content) => (wanted.length > 0 ? wanted : ['∂L/∂this', '∇L']).some((part) => content.includes(part))) ?? '';
  }

  test('on the name: value, gradient, eigenvalues and verdict at the start', async () => {
    const text = await hoverAt(1, 'loss');
    assert.match(text, /\*\*loss\*\* at the start \(@start\): not critical; the Hessian is indefinite \(1\+ 1−\)/);
    // L = 6xy + x², so ∇L = (6y + 2x, 6x) = (−6, 18), H = [[2, 6], [6, 0]], λ = 1 ± √37.
    assert.match(text, /<td>L<\/td><td>−27\.00<\/td>/);
    assert.match(text, /\(−6\.00, 18\.0\)/);
    assert.match(text, /7\.08, −5\.08/);
  });

  test('on the name: a picture of the contours with the path, and nowhere else', async () => {
    const picture = await hoverAt(1, 'loss', '<img');
    assert.match(picture, /<img src="data:image\/svg\+xml;base64,[\w+/=]+" alt="Contours of loss with a path from the start" width="180"/);
    assert.match(picture.replaceAll('&nbsp;', ' '), /Gradient descent, η = [\d.]+, \d+ steps from the start/);
    assert.equal(await hoverAt(4, '* y', '<img'), '');
  });

  test('on an expression: its value and the derivative of the loss by it', async () => {
    assert.match(await hoverAt(4, '**'), /value \*\*9\.000\*\* · ∂L\/∂this \*\*1\.000\*\*/);
    assert.match(await hoverAt(4, '* y'), /value \*\*−36\.00\*\* · ∂L\/∂this \*\*1\.000\*\*/);
  });

  test('on a part of an expression: the local derivative, by which the chain rule makes the derivative', async () => {
    assert.match(await hoverAt(4, '**'), /∂L\/∂this = \*\*1\.000\*\* × 1\.000, the local derivative of `sum \* y \+ x \*\* 2` by this/);
  });

  test('speak of the step that the Descent panel is scrubbed to', async () => {
    const editor = await openText('/** @start [3] */\nexport function loss(x: number): number {\n  return x ** 2 + 1;\n}\n');
    const target = { file: fileOf(editor.document.uri), function: 'loss' };
    const panel = api.panels.show(panelKinds.descent, target);
    const point = await until('the point that the panel shows', () => panel.shownPoint);
    panel.goTo({ at: Float64Array.of(0), purpose: 'start' });
    await until('the path from the minimum', () => panel.shownPoint?.at[0] === 0 || undefined);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      editor.document.uri,
      new vscode.Position(2, 12),
    );
    const text = hovers
      .flatMap(({ contents }) => contents.map((content) => (typeof content === 'string' ? content : content.value)))
      .join();
    assert.match(text, /value \*\*0\*\* · ∂L\/∂this \*\*1\.000\*\* — at step \d+ of Gradient descent/);
    assert.equal(point.optimizer, 'Gradient descent');
  });

  test('on an expression in a loop: the range over its iterations', async () => {
    assert.match(await hoverAt(3, '* x'), /value \*\*3\.00 … 9\.00\*\* · ∂L\/∂this \*\*−2\.000\*\* — at the start, ran 3 times/);
  });
});
