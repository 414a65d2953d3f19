/** A workspace of two folders that have files of the same name. */
import { expect } from 'vitest';
import { workbenchTest } from './lib/test';
import { textOf } from './lib/workbench';

const readsData = (name: string) => `import { readFileSync } from 'node:fs';
import { join } from 'node:path';
const { scale } = JSON.parse(readFileSync(join(__dirname, 'data.json'), 'utf8'));
/** @start [1, 2] */
export function ${name}(x: number, y: number): number {
  return scale * (x * x + y * y);
}
`;

const it = workbenchTest({
  folder: 'test/fixtures/data',
  file: 'one/loss.ts',
  workspace: 'both.code-workspace',
  files: {
    'one/loss.ts': readsData('first'),
    'one/data.json': '{"scale": 2}',
    'two/loss.ts': readsData('second'),
    'two/data.json': '{"scale": 5}',
    'both.code-workspace': '{"folders": [{"path": "one"}, {"path": "two"}]}',
  },
});

it('lists the losses of both folders, and says which file is whose', async ({ workbench }) => {
  await workbench.command('View: Show Saddlescope');
  const { losses } = workbench.views;
  for (const name of ['first', 'second']) await losses.row(name).waitFor();
  for (const folder of ['one', 'two']) await losses.row(new RegExp(`loss.ts.*${folder}`)).waitFor();
});

it('reads the data of the folder that a loss stands in', async ({ workbench }) => {
  for (const [name, determinant] of [
    ['first', '16.0'],
    ['second', '100'],
  ]) {
    await workbench.views.losses.row(name).click();
    await workbench.commandFromEditor('Saddlescope: Visualize descent');
    await workbench.tab(`Descent: ${name}`).waitFor();
    await expect.poll(() => textOf(workbench.panel.readout('det H'))).toContain(determinant);
  }
});

it('forgets the losses of a folder that is taken out, and the others stay', async ({ workbench }) => {
  await workbench.command('Workspaces: Remove Folder from Workspace...');
  await workbench.pick('two');
  await expect.poll(() => workbench.views.losses.rows('second').count()).toBe(0);
  await workbench.views.losses.row('first').waitFor();
});
