import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Api } from '../../../src/extension';
import { fileOf } from '../../../src/host/documents';
import { isPlace, type Place } from '../../../src/host/views/place';
import type { PointTreeNode } from '../../../src/host/views/pointTree';
import { activated, closeAll, openFixture, openText, until } from './support';

suite('the views', () => {
  let api: Api;
  suiteSetup(async () => {
    api = await activated();
  });
  teardown(closeAll);

  const lossNode = async (name: string): Promise<PointTreeNode | undefined> =>
    (await api.pointTree.getChildren()).find((node) => node.kind === 'loss' && node.function === name);

  const nodesOf = async (name: string): Promise<PointTreeNode[]> => {
    const loss = await lossNode(name);
    return loss ? api.pointTree.getChildren(loss) : [];
  };

  function pointsOf(name: string): Promise<(PointTreeNode & Place)[]> {
    return until(`critical points of ${name}`, async () => {
      const points = (await nodesOf(name)).filter((node) => node.kind === 'point');
      return points.length > 0 ? points : undefined;
    });
  }

  const labelOf = (node: PointTreeNode): string => String(api.pointTree.getTreeItem(node).label);

  test('"Losses" lists those of every file of the workspace, by file', async () => {
    const file = (await openFixture('two-losses.ts')).document.uri.fsPath;
    api.lossTree.getChildren();
    const node = await until('the file', () => api.lossTree.getChildren().find((found) => found.file === file));
    assert.deepEqual(
      api.lossTree.getChildren(node).map((loss) => api.lossTree.getTreeItem(loss).label),
      ['bowl', 'saddle'],
    );
    assert.ok(!api.lossTree.getChildren().some((found) => found.file.endsWith('no-loss.ts')));
  });

  test('"Losses" follows an edit that has not been saved', async () => {
    api.lossTree.getChildren();
    await openText('export function neverSaved(x: number): number {\n  return x * x;\n}\n');
    await until('the new loss', () =>
      api.lossTree
        .getChildren()
        .find((node) => api.lossTree.getChildren(node).some((loss) => api.lossTree.getTreeItem(loss).label === 'neverSaved')),
    );
  });

  test('"Critical points" lists type, place, value and eigenvalues of each', async () => {
    await openFixture('two-losses.ts');
    const [point, ...others] = await pointsOf('saddle');
    assert.deepEqual(others, []);
    const { label, description, tooltip, contextValue, iconPath } = api.pointTree.getTreeItem(point);
    assert.equal(label, 's₁ (0.00, 0.00)');
    assert.equal(description, 'saddle · L 0');
    assert.ok(tooltip instanceof vscode.MarkdownString);
    assert.match(tooltip.value, /λ₁ \| 1\.000 \|\n\| λ₂ \| −1\.000/);
    assert.equal(contextValue, 'point.escapable');
    assert.ok(iconPath instanceof vscode.ThemeIcon && iconPath.id === 'close');
    await until('the count, no longer stale', async () => {
      const loss = await lossNode('saddle');
      return loss && api.pointTree.getTreeItem(loss).description === '1 saddle' ? true : undefined;
    });
    assert.equal(api.pointTree.getTreeItem((await pointsOf('bowl'))[0]).contextValue, 'point');
  });

  test('"Critical points" follows an edit, and says why there are none with more parameters', async () => {
    const editor = await openText('export function loss(x: number, y: number): number {\n  return (x - 1) ** 2 + y ** 2;\n}\n');
    assert.equal(labelOf((await pointsOf('loss'))[0]), 'm₁ (1.00, 0.00)');
    await editor.edit((edit) => edit.replace(new vscode.Range(1, 14, 1, 15), '2'));
    await until('the moved point', async () => (await nodesOf('loss')).find((node) => labelOf(node) === 'm₁ (2.00, 0.00)'));
    await editor.edit((edit) => edit.replace(new vscode.Range(0, 21, 0, 41), 'x: number, y: number, z = 0'));
    await until('the reason', async () => (await nodesOf('loss')).find((node) => labelOf(node).includes('up to 2 parameters')));
  });

  test('a point can be looked at, started from, escaped from, and copied', async () => {
    await openFixture('two-losses.ts');
    const [point] = await pointsOf('bowl');
    assert.ok(isPlace(point));
    await vscode.commands.executeCommand('saddlescope.goToPoint', point);
    await until('the Descent panel', () => tabOf('Descent: bowl'));
    const away = await until('a step that the panel shows', () => api.panels.shownPoint(point.target));
    assert.ok(Math.hypot(...away.at) > 1e-9);
    await vscode.commands.executeCommand('saddlescope.usePointAsStart', point);
    await until('a path that stays at the minimum', () =>
      Math.hypot(...(api.panels.shownPoint(point.target)?.at ?? [1])) < 1e-9 ? true : undefined,
    );
    await vscode.commands.executeCommand('saddlescope.escapeFromPoint', (await pointsOf('saddle'))[0]);
    await until('the Curvature panel', () => tabOf('Curvature: saddle'));
    await vscode.commands.executeCommand('saddlescope.copyPoint', point);
    const copied: unknown = JSON.parse(await vscode.env.clipboard.readText());
    assert.deepEqual(copied, [...point.point.at]);
  });
});

const tabOf = (label: string): vscode.Tab | undefined =>
  vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find((tab) => tab.label === label);

suite('the engine', () => {
  teardown(closeAll);

  test('says whether it is idle, computing or stopped, and can be restarted', async () => {
    const { engine } = await activated();
    const editor = await openText('export function spin(x: number): number {\n  let s = x;\n  while (s === s) s += 1;\n  return s;\n}\n');
    const asked = engine.request('readout', { target: { file: fileOf(editor.document.uri), function: 'spin' } });
    assert.equal(engine.state.kind, 'computing');
    await assert.rejects(asked, /did not return/);
    await until('the engine to be stopped', () => (engine.state.kind === 'stopped' ? true : undefined));
    const fine = await openFixture('two-losses.ts');
    await vscode.commands.executeCommand('saddlescope.restartEngine');
    const { loss } = await engine.request('readout', {
      target: { file: fine.document.uri.fsPath, function: 'bowl' },
      at: Float64Array.of(1, 2),
    });
    assert.equal(loss, 17);
  });
});
