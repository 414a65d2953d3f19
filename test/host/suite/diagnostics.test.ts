import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Api } from '../../../src/extension';
import { panelKinds } from '../../../src/host/panels/kinds';
import { codeOf } from '../../../src/host/problems';
import type { ReportedCode } from '../../../src/protocol/diagnostics';
import { activated, closeAll, diagnosticsOf, openText, replaceAll, until } from './support';

const saddle = '/** @start [0, 0] */\nexport function saddle(x: number, y: number): number {\n  return x * x - y * y;\n}\n';
const steep = '/** @start [1, 1] */\nexport function steep(x: number, y: number): number {\n  return 3000 * (x * x + y * y);\n}\n';

const withCode = (editor: vscode.TextEditor, code: ReportedCode): vscode.Diagnostic | undefined =>
  diagnosticsOf(editor).find((diagnostic) => codeOf(diagnostic) === code);
const appears = (editor: vscode.TextEditor, code: ReportedCode) => until(code, () => withCode(editor, code));
const goes = (editor: vscode.TextEditor, code: ReportedCode) => until(`no ${code}`, () => (withCode(editor, code) ? undefined : true));

async function withSetting(value: Readonly<Record<string, string>>, body: () => Promise<void>): Promise<void> {
  const settings = vscode.workspace.getConfiguration('saddlescope');
  await settings.update('diagnostics', value, vscode.ConfigurationTarget.Global);
  try {
    await body();
  } finally {
    await settings.update('diagnostics', undefined, vscode.ConfigurationTarget.Global);
  }
}

suite('diagnostics', () => {
  let api: Api;
  suiteSetup(async () => {
    api = await activated();
  });
  teardown(closeAll);

  test('a start on a saddle is reported at the name, with a code that links to its explanation', async () => {
    const editor = await openText(saddle);
    const diagnostic = await appears(editor, 'start-on-saddle');
    assert.equal(editor.document.getText(diagnostic.range), 'saddle');
    assert.equal(diagnostic.severity, vscode.DiagnosticSeverity.Warning);
    const { code } = diagnostic;
    assert.ok(typeof code === 'object');
    assert.equal(code.target.toString(true), 'command:saddlescope.explainDiagnostic?["start-on-saddle"]');
  });

  test('goes when an edit moves the start, and comes back with the next', async () => {
    const editor = await openText(saddle);
    await appears(editor, 'start-on-saddle');
    await replaceAll(editor, saddle.replace('[0, 0]', '[0, 1]'));
    await goes(editor, 'start-on-saddle');
    await replaceAll(editor, saddle);
    await appears(editor, 'start-on-saddle');
  });

  test('of a text that was never saved are not those of the one that had its name before', async () => {
    const first = await openText(saddle);
    await appears(first, 'start-on-saddle');
    await closeAll();
    const second = await openText(`${saddle.replace('[0, 0]', '[0, 1]')}\n${steep}`);
    assert.equal(second.document.uri.toString(), first.document.uri.toString());
    const seen: (ReportedCode | undefined)[] = diagnosticsOf(second).map(codeOf);
    const watching = vscode.languages.onDidChangeDiagnostics(() => seen.push(...diagnosticsOf(second).map(codeOf)));
    try {
      await appears(second, 'learning-rate-unstable');
      assert.ok(!seen.includes('start-on-saddle'), 'the closed text has left its problem');
    } finally {
      watching.dispose();
    }
  });

  test('has a switch and a severity', async () => {
    await withSetting({ 'start-on-saddle': 'off' }, async () => {
      const editor = await openText(`${saddle}\n${steep}`);
      await appears(editor, 'learning-rate-unstable');
      assert.equal(withCode(editor, 'start-on-saddle'), undefined);
    });
    await withSetting({ 'start-on-saddle': 'hint' }, async () => {
      const editor = await openText(saddle);
      assert.equal((await appears(editor, 'start-on-saddle')).severity, vscode.DiagnosticSeverity.Hint);
    });
  });

  test('a wrong gradient is reported at its declaration', async () => {
    const editor = await openText(
      `export function slope(x: number): number[] {\n  return [3 * x];\n}\n\n/** @start [1]\n * @gradient slope */\nexport function square(x: number): number {\n  return x * x;\n}\n`,
    );
    const diagnostic = await appears(editor, 'user-gradient-wrong');
    assert.equal(diagnostic.range.start.line, 0);
    assert.equal(editor.document.getText(diagnostic.range), 'slope');
    assert.match(diagnostic.message, /∂L\/∂x at \(1\) is 3, expected 2/);
  });

  test('learning rates are those of the open panel', async () => {
    const editor = await openText(steep);
    const { message } = await appears(editor, 'learning-rate-unstable');
    assert.match(message, /with a learning rate of 0\.001: its limit there is 0\.000333/);
    const [{ summary }] = await api.status.losses(editor.document);
    const panel = api.panels.show(panelKinds.descent, { file: summary.location.file, function: summary.name });
    await goes(editor, 'learning-rate-unstable');
    panel.setLearningRate('Gradient descent', 0.5);
    await until('the rate in the panel', () => withCode(editor, 'learning-rate-unstable')?.message.includes('rate of 0.5') || undefined);
  });

  test('the quick fix of an unstable rate opens the panel with the rate that is best', async () => {
    const editor = await openText(steep);
    const fix = await fixOf(
      editor,
      await appears(editor, 'learning-rate-unstable'),
      /^Set the learning rate of Gradient descent to 0\.000167/,
    );
    assert.ok(fix.command);
    await vscode.commands.executeCommand(fix.command.command, ...(fix.command.arguments ?? []));
    const [{ summary }] = await api.status.losses(editor.document);
    const target = { file: summary.location.file, function: summary.name };
    await until('the rate in the panel', () =>
      api.panels.find(panelKinds.descent, target)?.optimizers?.some(({ options }) => options.learningRate === 0.000167) ? true : undefined,
    );
  });

  test('an overflow is mended by the stable form', async () => {
    const editor = await openText(
      '/** @start [1000] */\nexport function loss(x: number): number {\n  return 0.5 * Math.log(1 + Math.exp(x));\n}\n',
    );
    const fix = await fixOf(editor, await appears(editor, 'first-non-finite'), /^Replace by the stable form/);
    assert.ok(fix.edit && (await vscode.workspace.applyEdit(fix.edit)));
    assert.match(editor.document.getText(), /0\.5 \* \(Math\.max\(x, 0\) \+ Math\.log1p\(Math\.exp\(-Math\.abs\(x\)\)\)\);/);
    await goes(editor, 'first-non-finite');
  });

  test('an ill-conditioned minimum is mended by a penalty', async () => {
    const editor = await openText('/** @start [1, 1] */\nexport const loss = (x: number, y: number): number => 1e-4 * x ** 2 + y ** 2;\n');
    const fix = await fixOf(editor, await appears(editor, 'ill-conditioned'), /^Add the penalty/);
    assert.ok(fix.edit && (await vscode.workspace.applyEdit(fix.edit)));
    assert.match(editor.document.getText(), /=> 1e-4 \* x \*\* 2 \+ y \*\* 2 \+ 0\.01 \* \(x \*\* 2 \+ y \*\* 2\);/);
    await goes(editor, 'ill-conditioned');
  });

  test('an ill-conditioning that comes from the scales of features is mended by standardising them, in one step that can be undone', async () => {
    const source = [
      'const flats = [',
      '  { size: 30, floor: 1, price: 3 },',
      '  { size: 90, floor: 4, price: 9 },',
      '  { size: 250, floor: 2, price: 20 },',
      '];',
      '/** @data flats',
      ' *  @start [0, 0, 0] */',
      'export function loss([a, b, c]: [number, number, number], batch: { size: number; floor: number; price: number }[]): number {',
      '  return batch.reduce((sum, { size, floor, price }) => sum + (a + b * size + c * floor - price) ** 2, 0) / batch.length;',
      '}',
      '',
    ].join('\n');
    const editor = await openText(source);
    const diagnostic = await appears(editor, 'ill-conditioned');
    const fix = await fixOf(editor, diagnostic, /^Standardise size, floor of the data$/);
    assert.ok(fix.edit && (await vscode.workspace.applyEdit(fix.edit)));
    assert.match(editor.document.getText(), /@data standardisedFlats/);
    await goes(editor, 'ill-conditioned');
    assert.deepEqual(
      vscode.languages.getDiagnostics(editor.document.uri).filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error),
      [],
    );
    await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.getText(), source);
    await appears(editor, 'ill-conditioned');
  });

  test('standardising is a refactoring on the head of a loss over data, and nowhere else', async () => {
    const editor = await openText(
      'const rows = [{ a: 1, y: 2 }, { a: 2, y: 3 }];\n/** @data rows\n * @start 1 */\nexport function loss(w: number, batch: { a: number; y: number }[]): number {\n  return batch.reduce((sum, { a, y }) => sum + (w * a - y) ** 2, 0);\n}\n',
    );
    await until('the refactoring', async () => ((await refactorings(editor, 3)).length > 0 ? true : undefined));
    assert.deepEqual(await refactorings(editor, 3), ['Standardise a of the data: refactor.rewrite']);
    assert.deepEqual(await refactorings(editor, 4), []);
  });

  test('a start is added as a refactoring on the head of a loss that has none of its own, and nowhere else', async () => {
    const editor = await openText(
      'export function free(x: number, y: number): number {\n  return x * x + y * y;\n}\n/** @start [1] */\nexport function given(w: number[]): number {\n  return w[0] ** 2;\n}\n',
    );
    await until('the refactoring', async () => ((await refactorings(editor, 0)).length > 0 ? true : undefined));
    assert.deepEqual(await refactorings(editor, 0), ['Add @start {"x": 0, "y": 0}: refactor.rewrite']);
    assert.deepEqual(await refactorings(editor, 1), []);
    assert.deepEqual(await refactorings(editor, 4), []);
  });

  test('the gradient check shows a report beside the code', async () => {
    const editor = await openText(steep);
    await appears(editor, 'learning-rate-unstable');
    const [{ summary }] = await api.status.losses(editor.document);
    await vscode.commands.executeCommand('saddlescope.checkGradient', { file: summary.location.file, function: summary.name });
    const page = await until('the report', () => vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'saddlescope-report'));
    assert.match(page.getText(), /The gradient is \*\*right\*\*/);
    assert.match(page.getText(), /data:image\/svg\+xml;base64,/);
    // It takes the focus when it is there, which must not be that of the next test.
    await until('the preview', () => {
      const inputs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).map(({ input }) => input);
      return inputs.some((input) => input instanceof vscode.TabInputWebview && input.viewType.includes('markdown')) ? true : undefined;
    });
  });
});

/** Ours among the refactorings that are offered on a line, with their kinds. */
async function refactorings({ document: { uri } }: vscode.TextEditor, line: number): Promise<string[]> {
  const range = new vscode.Range(line, 20, line, 20);
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, range);
  return actions.flatMap(({ title, kind }) => (/^(Standardise|Add @start) /.test(title) ? [`${title}: ${kind?.value}`] : []));
}

function fixOf(editor: vscode.TextEditor, { range }: vscode.Diagnostic, title: RegExp): Promise<vscode.CodeAction> {
  return until(`the quick fix ${title}`, async () => {
    const { uri } = editor.document;
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>('vscode.executeCodeActionProvider', uri, range);
    return actions.find((action) => title.test(action.title));
  });
}
