/** The Training panel: curves with early stopping, batch sizes, the lottery of starts, layers, standardisation; edits, reload and themes. */
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { themes } from '../../scripts/lib/profile.mjs';
import { lineOf } from './lib/lineOf';
import { workbenchTest } from './lib/test';
import { TrainingPanel } from './lib/trainingPanel';
import { textOf } from './lib/workbench';

const it = workbenchTest({
  folder: 'examples',
  file: 'batch-sizes.ts',
  size: { width: 1900, height: 1500 },
  files: { 'houses.ts': readFileSync('test/fixtures/data/houses.ts', 'utf8') },
}).extend('panel', ({ workbench }) => new TrainingPanel(workbench.page));

it('opens from the palette, with the curves of a run and the gradient of each layer', async ({ workbench, panel }) => {
  await workbench.command('Saddlescope: Show training');
  await panel.settled();
  await workbench.tab('Training: sineLoss').waitFor();
  await expect.poll(() => textOf(panel.verdict)).toMatch(/Loss 0\.\d+ after 100 epochs/);
  await expect.poll(() => panel.section('Layers').getByRole('link').allInnerTexts()).toEqual(['W1', 'b1', 'W2', 'b2']);
  await panel.section('Layers').getByRole('link', { name: 'W2' }).click();
  await expect
    .poll(() => workbench.editor.position())
    .toBe(`Ln ${lineOf('batch-sizes.ts', 'export function sineLoss')}, Col 38 (2 selected)`);
});

it('stops early with patience, and goes back to the best epoch', async ({ workbench, panel }) => {
  await panel.type('Learning rate', '0.2');
  await panel.type('Batch size', '8');
  await panel.type('Patience', '10');
  await expect.poll(() => textOf(panel.verdict)).toMatch(/Stopped early, after epoch \d+.*the parameters of that epoch are restored/s);
  await panel.settled();
  await workbench.screenshot('training-early');
});

it('compares batch sizes: the smaller, the more updates, the more noise, and the flatter the end', async ({ workbench, panel }) => {
  await panel.type('Patience', '');
  await panel.type('Epochs', '200');
  await panel.type('Batch sizes', '2, 8, 64');
  await panel.run('Batch sizes', 'Compare');
  const columns = await panel.batchSizes();
  expect(columns['Batch size']).toEqual(['2', '8', '64']);
  expect(columns['Updates per epoch']).toEqual(['32', '8', '1']);
  const noise = columns['Noise of an update'].map(Number);
  expect(noise[0]).toBeGreaterThan(noise[1]);
  expect(noise[2]).toBe(0);
  const sharpness = columns['Sharpness λmax'].map(Number);
  expect(sharpness).toEqual(sharpness.toSorted((a, b) => a - b));
  await workbench.screenshot('training-batches');
});

it('draws starts, shows the luckiest and the unluckiest, and counts units', async ({ workbench, panel }) => {
  await panel.type('Epochs', '30');
  await panel.type('Starts', '100');
  await panel.run('Starts', 'Draw');
  await expect.poll(() => textOf(panel.section('Starts'))).toMatch(/Best [\d.]+ \(seed \d+\), median .* worst .*Of 1,?200 hidden units/s);
  await workbench.screenshot('training-starts');
});

it('marks as stale what an edit has overtaken, and keeps it', async ({ workbench, panel }) => {
  const before = await panel.settled();
  await workbench.openFile('batch-sizes.ts');
  await workbench.editor.replaceLine(lineOf('batch-sizes.ts', 'export const samples'), 'export const samples = noisySine(32, 1);');
  await panel.settledAfter(before);
  for (const name of ['Starts', 'Batch sizes']) expect(await textOf(panel.section(name))).toContain('~ from before the last change');
  const edited = await panel.settled();
  await workbench.editor.replaceLine(lineOf('batch-sizes.ts', 'export const samples'), 'export const samples = noisySine(64, 1);');
  await panel.settledAfter(edited);
});

it('cancels long work; what has come of it stays', async ({ panel }) => {
  await panel.type('Epochs', '2000');
  await panel.section('Batch sizes').getByRole('button', { name: 'Again', exact: true }).click();
  await panel.section('Batch sizes').getByRole('button', { name: 'Cancel', exact: true }).click();
  await panel.section('Batch sizes').getByRole('button', { name: 'Again', exact: true }).waitFor();
  await panel.type('Epochs', '30');
});

it('all of it is there after a reload', async ({ workbench, panel }) => {
  await workbench.reload();
  await panel.settled();
  await expect.poll(() => panel.field('Batch sizes').inputValue()).toBe('2, 8, 64');
  await expect.poll(() => panel.field('Learning rate').inputValue()).toBe('0.2');
  await expect.poll(() => textOf(panel.verdict)).toMatch(/after 30 epochs/);
});

it('standardises features, the target left alone: the valley becomes round', async ({ workbench, panel }) => {
  await workbench.openFile('houses.ts');
  await workbench.command('Saddlescope: Show training');
  await workbench.tab('Training: houseLoss').waitFor();
  await panel.settled();
  await panel.run('Standardisation', 'Compare');
  const scaling = panel.section('Standardisation');
  const [, before, after] = /κ goes from (\S+) to ([\d.]+)\./.exec(await textOf(scaling)) ?? [];
  expect(before).toContain('10');
  expect(Number(after)).toBeLessThan(3);
  await expect.poll(() => scaling.getByRole('checkbox', { name: 'target' }).isChecked()).toBe(false);
  await expect.poll(() => scaling.getByRole('checkbox', { name: 'area' }).isChecked()).toBe(true);
  await workbench.page.setViewportSize({ width: 2200, height: 1500 });
  await panel.button('Show the charts as tables').click();
  await scaling.getByRole('table', { name: 'Before and after standardisation' }).waitFor();
  await workbench.screenshot('training-tables');
  await panel.button('Show the charts as tables').click();
});

it('varies the size of a model, and marks where every example is fitted', async ({ workbench, panel }) => {
  await workbench.openFile('double-descent.ts');
  await workbench.commandFromEditor('Saddlescope: Show training');
  await workbench.tab('Training: randomFeatures').waitFor();
  await panel.settled();
  await panel.type('Values', '5, 12, 20, 70');
  await panel.run('Size of the model', 'Vary');
  const said = await textOf(panel.section('Size of the model'));
  expect(said).toContain('From features = 20 on, every example is fitted: the interpolation threshold.');
  expect(said).toMatch(/least at 12 with 0\.446, and highest at 20 with 9\.4/);
  await workbench.screenshot('training-sizes');
});

it.for(themes)('can be read in %s', async (theme, { workbench, panel }) => {
  await workbench.switchTheme(theme);
  await panel.settled();
  await workbench.screenshot(`training-${theme}`);
});

it('says how to add data where there is none; starts and layers work without', async ({ workbench, panel }) => {
  await workbench.page.setViewportSize({ width: 1000, height: 1700 });
  await workbench.openFile('xor-network.ts');
  await workbench.command('Saddlescope: Show training');
  await workbench.tab('Training: xorLoss').waitFor();
  await panel.settled();
  for (const name of ['Batch sizes', 'Standardisation'])
    await expect.poll(() => textOf(panel.section(name))).toContain('write @data with the name of an exported array');
  await panel.type('Starts', '20');
  await panel.run('Starts', 'Draw');
  await expect.poll(() => textOf(panel.section('Starts'))).toContain('Of 60 hidden units');
  await expect.poll(() => panel.section('Layers').getByRole('link').count()).toBe(13);
  await workbench.screenshot('training-narrow');
});
