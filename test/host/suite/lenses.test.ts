import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Api } from '../../../src/extension';
import { codeOf } from '../../../src/host/problems';
import { activated, closeAll, diagnosticsOf, lensTitles, lossState, openFixture, openText, replaceAll, until } from './support';

suite('lenses and diagnostics', () => {
  let api: Api;
  suiteSetup(async () => {
    api = await activated();
  });
  teardown(closeAll);

  test('stand over every loss with what is known at its start', async () => {
    const { document } = await openFixture('two-losses.ts');
    const titles = await until('lenses with values', async () => {
      const found = await lensTitles(document);
      return found.length === 2 && found.every((title) => title.split(' | ').length === 3 && !title.includes('~')) ? found : undefined;
    });
    assert.deepEqual(titles, [
      'Visualize descent | κ 4.0 · positive definite at start | 1 minimum',
      'Visualize descent | κ 1.0 · saddle at start | 1 saddle',
    ]);
  });

  test('do not appear where there is no loss', async () => {
    const { document } = await openFixture('no-loss.ts');
    assert.deepEqual(await lensTitles(document), []);
  });

  test('follow an unsaved edit', async () => {
    const editor = await openFixture('two-losses.ts');
    await lossState(api, editor, 'bowl', ({ result, stale }) => !stale && result?.readout.conditionNumber === 4);
    await replaceAll(editor, editor.document.getText().replace('4 * y', '9 * y'));
    await lossState(api, editor, 'bowl', ({ result, stale }) => !stale && result?.readout.conditionNumber === 9);
  });

  test('keep the last good values, marked ~, while the code does not compile', async () => {
    const editor = await openFixture('two-losses.ts');
    await lossState(api, editor, 'bowl', ({ result, stale }) => !stale && result?.readout.conditionNumber === 4);
    const good = editor.document.getText();
    await replaceAll(editor, good.replace('4 * y ** 2;', '4 * y ** ;'));
    const [title] = await until('a stale lens', async () => {
      const titles = await lensTitles(editor.document);
      return titles[0]?.includes('| ~') ? titles : undefined;
    });
    assert.match(title, /^Visualize descent \| ~ κ 4\.0 · positive definite at start/);
    await replaceAll(editor, good);
    await lossState(api, editor, 'bowl', ({ stale, result }) => !stale && result?.readout.conditionNumber === 4);
  });

  test('a loss that throws is marked where it throws, and recovers', async () => {
    const text =
      '/** @start [1] */\nexport function loss(x: number): number {\n  if (x > 0) throw new Error("no way");\n  return x * x;\n}\n';
    const editor = await openText(text);
    await lensTitles(editor.document);
    const [diagnostic] = await until('a diagnostic', () => {
      const found = diagnosticsOf(editor);
      return found.length > 0 ? found : undefined;
    });
    assert.match(diagnostic.message, /no way/);
    assert.equal(diagnostic.range.start.line, 2);
    await replaceAll(editor, text.replace('x > 0', 'x > 1'));
    await until('no diagnostic', () => (diagnosticsOf(editor).length === 0 ? true : undefined));
  });

  test('an endless loop is stopped and named, other losses keep working, and so does the next edit', async () => {
    const spin = 'export function spin(x: number): number {\n  let s = x;\n  while (s === s) {\n    s += 1;\n  }\n  return s;\n}\n';
    const editor = await openText(`${spin}\nexport function bowl(x: number, y: number): number {\n  return x * x + y * y;\n}\n`);
    await lensTitles(editor.document);
    const state = await lossState(api, editor, 'spin', ({ problem }) => problem?.code === 'time-limit');
    assert.match(state.problem?.message ?? '', /`spin` did not return within 2 s; it was at line [34]/);
    await lossState(api, editor, 'bowl', ({ result, stale }) => !stale && result?.readout.conditionNumber === 1);
    await replaceAll(editor, editor.document.getText().replace('while (s === s)', 'while (s < 3)'));
    await lossState(api, editor, 'spin', ({ result, stale }) => !stale && result !== undefined);
    assert.deepEqual(diagnosticsOf(editor), []);
  });

  test('problems are shown without lenses, too', async () => {
    const settings = vscode.workspace.getConfiguration('saddlescope');
    await settings.update('codeLens.enabled', false, vscode.ConfigurationTarget.Global);
    try {
      const editor = await openText('export function loss(x: number): number {\n  throw new Error("not today");\n}\n');
      assert.deepEqual(await lensTitles(editor.document), []);
      await until('a diagnostic', () => diagnosticsOf(editor).find(({ message }) => message.includes('not today')));
    } finally {
      await settings.update('codeLens.enabled', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  test('a start that can not be known is asked for', async () => {
    const editor = await openText('export function loss(w: number[][]): number {\n  return w[w.length][0];\n}\n');
    await lensTitles(editor.document);
    const { problem } = await lossState(api, editor, 'loss', (loss) => loss.problem?.code === 'start-unknown');
    assert.match(problem?.hint ?? '', /@start/);
    assert.equal(problem?.location?.line, 1);
  });

  test('the quick fix adds a start of the right shape, into the comment where there is one', async () => {
    const body = 'export function loss(w: number[][]): number {\n  return w.length === 2 ? w[0][0] ** 2 : w[w.length][0];\n}\n';
    for (const comment of ['', '/** A loss. */\n', '/**\n * A loss.\n */\n']) {
      const editor = await openText(comment + body.replace('w.length === 2', 'w.length === 2 && w[1].length === 2 && w[1][1] === 0'));
      await lensTitles(editor.document);
      const [diagnostic] = await until('a diagnostic', () => {
        const found = diagnosticsOf(editor);
        return found.length > 0 ? found : undefined;
      });
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        editor.document.uri,
        diagnostic.range,
      );
      const fix = actions.find(({ title }) => title === 'Add @start [[0, 0], [0, 0]]');
      assert.ok(fix?.edit, 'no quick fix');
      assert.ok(await vscode.workspace.applyEdit(fix.edit));
      assert.match(editor.document.getText(), /^\/\*\*[^/]*@start \[\[0, 0\], \[0, 0\]\]\s*\*\/\nexport/);
      await lossState(api, editor, 'loss', ({ stale, result }) => !stale && result?.readout.loss === 0);
      await closeAll();
    }
  });

  test('a missing import is marked at the import', async () => {
    const editor = await openText("import { scale } from './nowhere';\n\nexport const loss = (x: number): number => scale * x * x;\n");
    await lensTitles(editor.document);
    const [diagnostic] = await until('a diagnostic', () => {
      const found = diagnosticsOf(editor).filter((diagnostic) => codeOf(diagnostic) === 'import-missing');
      return found.length > 0 ? found : undefined;
    });
    assert.equal(diagnostic.range.start.line, 0);
    assert.match(diagnostic.message, /nowhere/);
    assert.equal(diagnostic.severity, vscode.DiagnosticSeverity.Error);
  });
});
