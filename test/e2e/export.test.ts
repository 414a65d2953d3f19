/** Everything that panels show can be taken away: pictures on white, curves, Markdown and the report, by menu and palette. */
import { expect } from 'vitest';
import { chooseExport, parsedCsv, pngSize, saveAs } from './lib/exported';
import { Panel } from './lib/panel';
import { SearchPanel } from './lib/searchPanel';
import { workbenchTest } from './lib/test';
import { TrainingPanel } from './lib/trainingPanel';

const it = workbenchTest({ folder: 'examples', file: 'batch-sizes.ts', size: { width: 1900, height: 1300 }, theme: 'dark' }).extend(
  'panel',
  ({ workbench }) => new Panel(workbench.page),
);

/** A picture of chart and words, on white, that needs nothing else. */
function expectPicture(svg: string, ...words: readonly string[]): void {
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"[^>]*><rect [^>]*fill="#ffffff"/);
  for (const word of words) expect(svg).toContain(word);
  expect(svg).not.toMatch(/class=|var\(|color\(|NaN|undefined/);
  expect(svg).not.toMatch(/<path (?![^>]*\bd=)/);
  const [, width] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? [];
  expect(Number(width)).toBeGreaterThan(100);
}

it('the Training panel gives its curves in full precision', async ({ workbench, panel }) => {
  await workbench.command('Saddlescope: Show training');
  await panel.settled();
  await chooseExport(panel, 'Save curves as CSV…', 'Curves');
  const { heads, rows } = parsedCsv((await saveAs(workbench, 'curves.csv')).toString());
  expect(heads).toEqual(['step', 'epoch', 'loss', 'validation', 'batchLoss', 'gradientNorm', 'learningRate']);
  const losses = rows.map((row) => Number(row[2]));
  expect(losses.every(Number.isFinite)).toBe(true);
  expect(losses.at(-1)).toBeLessThan(losses[0]);
  await chooseExport(panel, 'Save all numbers as JSON');
  const json = JSON.parse((await saveAs(workbench, 'training.json')).toString());
  expect(json).toMatchObject({ function: 'sineLoss', coordinates: expect.arrayContaining(['b2']) });
  expect(json.curves.at(-1).loss).toBe(losses.at(-1));
  expect(json.layers[0]).toHaveProperty('W1');
});

it('and its pictures, as lines and as pixels', async ({ workbench, panel }) => {
  await chooseExport(panel, 'Save a picture as SVG…', 'Curves');
  const svg = (await saveAs(workbench, 'curves.svg')).toString();
  expectPicture(svg, 'sineLoss', 'Curves', 'training', 'held out');
  expect(svg.match(/<path /g)?.length).toBeGreaterThan(3);
  // The curves themselves.
  expect(svg).toMatch(/<path d="M[^"]*(L[^"]*){20,}"/);
  await chooseExport(panel, 'Save a picture as SVG…', 'Layers');
  expectPicture((await saveAs(workbench, 'layers.svg')).toString(), 'W1', 'b2');
  await chooseExport(panel, 'Save a picture as PNG…', 'Curves');
  const [width, height] = pngSize(await saveAs(workbench, 'curves.png'));
  const [, w, h] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg) ?? [];
  expect([width, height]).toEqual([2 * Number(w), 2 * Number(h)]);
  await panel.settled();
  await expect.poll(() => panel.background()).not.toBe('rgb(255, 255, 255)');
});

it('Markdown goes to the clipboard', async ({ workbench, panel }) => {
  await chooseExport(panel, 'Copy as Markdown');
  await workbench.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await expect
    .poll(() => workbench.page.evaluate(() => navigator.clipboard.readText()))
    .toMatch(/^### sineLoss\n\nLoss 0\.\d+ after 100 epochs[\s\S]*\| step \| epoch \| loss \|/);
});

it('starts, batch sizes and standardisation as pictures and numbers', async ({ workbench }) => {
  const training = new TrainingPanel(workbench.page);
  await training.type('Epochs', '20');
  await training.type('Starts', '12');
  await training.type('Batch sizes', '8, 64');
  const parts = [
    { section: 'Starts', start: 'Draw', table: 'Starts', rows: 12, words: ['Starts', 'Best ', 'hidden units'] },
    {
      section: 'Batch sizes',
      start: 'Compare',
      table: 'Batch sizes',
      rows: 2,
      words: ['Batch sizes', 'Updates per epoch', 'Sharpness λmax'],
    },
    {
      section: 'Standardisation',
      start: 'Compare',
      table: 'Before and after standardisation',
      rows: 2,
      words: ['Standardisation', 'κ goes from'],
    },
  ];
  for (const { section, start, table, rows, words } of parts) {
    await training.run(section, start);
    await chooseExport(training, 'Save a picture as SVG…', section);
    const picture = (await saveAs(workbench, `${section} as lines.svg`)).toString();
    expectPicture(picture, ...words);
    // What only asks is left out, with its words.
    expect(picture).not.toContain('Drawn by');
    await chooseExport(training, 'Save curves as CSV…', table);
    const data = parsedCsv((await saveAs(workbench, `${section} as numbers.csv`)).toString());
    expect(data.rows).toHaveLength(rows);
    for (const row of data.rows) expect(row).toHaveLength(data.heads.length);
  }
});

const cases = [
  { command: 'Show curvature', file: 'saddle-toy.ts', pictures: ['Cross-sections', 'Eigenvalues of the Hessian'], curve: 'Cross-sections' },
  { command: 'Show spectrum', file: 'saddle-toy.ts', pictures: ['Spectral density'], curve: 'Eigenvalues' },
  { command: 'Show surface', file: 'himmelblau.ts', pictures: ['Surface of the loss'], curve: 'Grid of the loss' },
  { command: 'Visualize descent', file: 'ravine.ts', pictures: ['Map', 'Eigenvalues of the Hessian', 'Timeline'], curve: 'Paths' },
] as const;

it.for(cases)('$command: $pictures and $curve', async ({ command, file, pictures, curve }, { workbench, panel }) => {
  // The name of the file itself leads to nothing else.
  const name = file.replace('.ts', '');
  await workbench.openFile(file);
  await workbench.commandFromEditor(`Saddlescope: ${command}`);
  await panel.settled();
  await panel.button('Export…').click();
  await workbench.screenshot(`export-${file}`);
  await panel.frame.getByRole('menu', { name: 'Export' }).press('Escape');
  for (const picture of pictures) {
    const many = pictures.length > 1 || command === 'Show spectrum';
    await chooseExport(panel, ...(many ? ['Save a picture as SVG…', picture] : ['Save a picture as SVG']));
    const svg = (await saveAs(workbench, `${picture} of ${name}.svg`)).toString();
    expectPicture(svg);
    // Lines and areas, no pixels.
    expect(svg).not.toContain('<image');
    if (command === 'Show surface') expect(svg.match(/<path /g)?.length).toBeGreaterThan(1000);
  }
  await chooseExport(panel, 'Save curves as CSV…', curve);
  const { heads, rows } = parsedCsv((await saveAs(workbench, `${curve} of ${name}.csv`)).toString());
  expect(rows.length).toBeGreaterThan(1);
  for (const row of rows) expect(row).toHaveLength(heads.length);
});

it('the palette opens the menu of the panel, and saves the report', async ({ workbench, panel }) => {
  await workbench.command('Saddlescope: Export from panel');
  await panel.frame.getByRole('menuitem', { name: 'Copy as Markdown' }).waitFor();
  await panel.frame.getByRole('menu', { name: 'Export' }).press('Escape');
  await workbench.command('Saddlescope: Save report as HTML');
  const html = (await saveAs(workbench, 'report.html')).toString();
  expect(html).toMatch(/^<!doctype html>/);
  expect(html).toContain('Gradient descent');
  expect(html).toContain('export function ravine');
  expect(html).not.toMatch(/<script|src="http|href="http/);
});

it('the Search panel gives every trial, and both its charts', async ({ workbench }) => {
  const search = new SearchPanel(workbench.page);
  await workbench.openFile('hyperparameters.ts');
  await workbench.commandFromEditor('Saddlescope: Show hyperparameter search');
  await search.settled();
  await search.choose('Optimizer', 'Adam');
  await search.tick('β₂');
  await search.type('Trials', '9');
  await search.type('Steps', '20');
  await search.search();
  await chooseExport(search, 'Save curves as CSV');
  const { heads, rows } = parsedCsv((await saveAs(workbench, 'every trial.csv')).toString());
  expect(heads).toEqual(['trial', 'learningRate', 'beta2', 'loss', 'steps', 'budget', 'stopped']);
  expect(rows).toHaveLength(9);
  await chooseExport(search, 'Save all numbers as JSON');
  const json = JSON.parse((await saveAs(workbench, 'whole search.json')).toString());
  expect(json.trials.map(({ loss }: { loss: number }) => loss)).toEqual(rows.map((row) => Number(row[3])));
  expect(json.best.loss).toBe(Math.min(...rows.map((row) => Number(row[3]))));
  for (const [title, word] of [
    ['Loss against an option', 'Learning rate'],
    ['Parallel coordinates', 'β₂'],
  ]) {
    await chooseExport(search, 'Save a picture as SVG…', title);
    const svg = (await saveAs(workbench, `${title} of trials.svg`)).toString();
    expectPicture(svg, 'sensorLoss', word);
    expect(svg.match(/<path /g)?.length).toBeGreaterThan(9);
  }
});
