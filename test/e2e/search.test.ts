/** The Search panel: a search, its charts and table, pause and resume, zooming in, the Descent panel, edits, reload and themes. */
import { expect } from 'vitest';
import { themes } from '../../scripts/lib/profile.mjs';
import { lineOf } from './lib/lineOf';
import { SearchPanel } from './lib/searchPanel';
import { workbenchTest } from './lib/test';
import { textOf } from './lib/workbench';

const it = workbenchTest({
  folder: 'examples',
  file: 'hyperparameters.ts',
  size: { width: 1900, height: 1500 },
}).extend('panel', ({ workbench }) => new SearchPanel(workbench.page));

const number = (text: string): number =>
  Number(
    text.replace('−', '-').replace(
      /×10(.*)/,
      (_, power) =>
        `e${[...power]
          .map((c) => '⁰¹²³⁴⁵⁶⁷⁸⁹'.indexOf(c))
          .map((d) => (d < 0 ? '-' : d))
          .join('')}`,
    ),
  );

it('opens from the palette beside the source, and says what to do', async ({ workbench, panel }) => {
  await workbench.command('Saddlescope: Show hyperparameter search');
  await panel.settled();
  await workbench.tab('Search: sensorLoss').waitFor();
  await expect.poll(() => textOf(panel.title)).toBe('sensorLoss(net)');
  await expect.poll(() => textOf(panel.verdict)).toContain('Which options get the loss lowest?');
  await expect.poll(() => textOf(panel.searchCondition)).toBe('Tick the options to search, and start.');
  await expect.poll(() => panel.rows.count()).toBe(0);
  await workbench.screenshot('search-empty');
});

it('searches two options of Adam, and shows every trial in charts and table', async ({ workbench, panel }) => {
  await panel.choose('Optimizer', 'Adam');
  await panel.tick('β₂');
  await panel.type('Trials', '16');
  await panel.type('Steps', '60');
  await expect.poll(() => textOf(panel.frame.locator('.about-strategy'))).toContain('16 × 60 = 960 optimizer steps');
  await panel.search();
  await expect.poll(() => panel.rows.count()).toBe(16);
  const losses = (await panel.column('L')).map(number);
  expect(losses).toEqual(losses.toSorted((a, b) => a - b));
  await expect.poll(() => textOf(panel.verdict)).toContain('Best: L = ');
  await expect.poll(() => panel.best.count()).toBe(5);
  await expect.poll(() => panel.parallel.getAttribute('data-lines')).toBe('16');
  // Random draws as many rates as there are trials.
  await expect.poll(async () => new Set(await panel.column('Learning rate')).size).toBe(16);
  await workbench.screenshot('search-random');
});

it('sorts by any column, and shows one trial everywhere', async ({ panel }) => {
  await panel.button('Learning rate').click();
  const rates = (await panel.column('Learning rate')).map(number);
  expect(rates).toEqual(rates.toSorted((a, b) => a - b));
  await panel.button('Learning rate').click();
  await expect.poll(async () => (await panel.column('Learning rate')).map(number)).toEqual(rates.toReversed());
  await panel.rows.nth(3).getByRole('button').click();
  const trial = Number(await textOf(panel.rows.nth(3).locator('th')));
  await expect.poll(() => panel.parallel.getAttribute('data-shown')).toBe(String(trial - 1));
  await expect.poll(() => panel.scatter.getAttribute('aria-valuenow')).toBe(String(trial));
  // Falling by rate: the next trial to the right stands one row higher.
  await panel.scatter.press('ArrowRight');
  await expect.poll(() => panel.rows.nth(2).getAttribute('aria-current')).toBe('true');
  await expect.poll(() => panel.scatter.getAttribute('aria-valuetext')).toContain('Learning rate = ');
});

it('a grid tries four rates', async ({ workbench, panel }) => {
  await panel.choose('Strategy', 'Grid');
  await expect.poll(() => textOf(panel.searchCondition)).toBe('These trials are of other settings than those above.');
  await panel.search();
  await expect.poll(async () => new Set(await panel.column('Learning rate')).size).toBe(4);
  await workbench.screenshot('search-grid');
});

it('zooms in round the best, which can be undone', async ({ panel }) => {
  const from = panel.option('learningRate').getByRole('textbox', { name: 'Learning rate, from' });
  const wide = await from.inputValue();
  const before = number((await panel.column('L')).toSorted((a, b) => number(a) - number(b))[0]);
  await panel.search('Zoom in');
  await expect.poll(async () => number(await from.inputValue())).toBeGreaterThan(number(wide));
  await expect.poll(async () => Math.min(...(await panel.column('L')).map(number))).toBeLessThan(before);
  await panel.button('Undo (Ctrl+Z)').click();
  await expect.poll(() => from.inputValue()).toBe(wide);
});

it('pauses, goes on after a reload of the window, and can be cancelled', async ({ workbench, panel }) => {
  await panel.choose('Strategy', 'Random');
  await panel.type('Trials', '2000');
  await panel.type('Steps', '20000');
  await panel.button('Start').click();
  await expect.poll(() => textOf(panel.frame.locator('.done')), { timeout: 20_000 }).toMatch(/\d+ %, [1-9]\d* trials/);
  await panel.button('Pause').click();
  await expect.poll(() => textOf(panel.frame.locator('.done'))).toMatch(/^paused at/);
  const count = await panel.rows.count();
  await workbench.reload();
  await panel.settled();
  await expect.poll(() => panel.rows.count()).toBe(count);
  await panel.button('Resume').click();
  await panel.button('Pause').waitFor();
  await panel.button('Cancel').click();
  await panel.button('Start').waitFor();
  await expect.poll(() => panel.rows.count()).toBeGreaterThanOrEqual(count);
});

it('puts the options of a trial into the Descent panel, where that can be undone', async ({ workbench, panel }) => {
  await panel.type('Trials', '16');
  await panel.type('Steps', '60');
  await panel.search();
  const [, rate] = /Learning rate = ([^,]+),/.exec(await textOf(panel.best.first())) ?? [];
  await panel.best
    .first()
    .getByRole('button', { name: /^Use the options/ })
    .click();
  await workbench.tab('Descent: sensorLoss').waitFor();
  await workbench.panel.settled();
  const field = workbench.panel.field('Learning rate η');
  await expect.poll(() => field.inputValue()).toBe(rate);
  await workbench.panel.button('Undo (Ctrl+Z)').click();
  await expect.poll(() => field.inputValue()).not.toBe(rate);
});

it('keeps what was found when the function changes, marked as older, and runs again', async ({ workbench, panel }) => {
  await workbench.tab('Search: sensorLoss').click();
  const version = await panel.settled();
  const before = await panel.column('L');
  await workbench.openFile('hyperparameters.ts');
  await workbench.editor.goTo(lineOf('hyperparameters.ts', 'export function sensorLoss') + 1);
  await workbench.editor.insert('  net = { ...net, v: [net.v[0], 2 * net.v[1], net.v[2]] };\n');
  await panel.settledAfter(version);
  await expect.poll(() => textOf(panel.searchCondition)).toContain('The function has changed since');
  await expect.poll(() => panel.column('L')).toEqual(before);
  await panel.search('Run again');
  await expect.poll(() => panel.column('L')).not.toEqual(before);
  await expect.poll(() => textOf(panel.searchCondition)).toBe('');
});

/** Of the window: the panel is then about 750, 480 and 1050 pixels wide. */
const widths = { dark: 1900, light: 1300, hc: 2500, hcLight: 1600 } as const;

it.for(themes)('%s', async (theme, { workbench, panel }) => {
  await workbench.page.setViewportSize({ width: widths[theme], height: 1500 });
  await workbench.switchTheme(theme);
  await panel.settled();
  await workbench.screenshot(`search-${theme}`);
});
