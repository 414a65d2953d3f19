/** What lies over the map: chosen, read at the pointer, followed through edits, taken back, kept over a reload, told as a table. */
import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import { themes } from '../../scripts/lib/profile.mjs';
import { lineOf } from './lib/lineOf';
import { workbenchTest } from './lib/test';
import { boxOf, textOf } from './lib/workbench';

const it = workbenchTest({ folder: 'examples', file: 'himmelblau.ts', size: { width: 1600, height: 1000 } });

it('are off until one is chosen, which then colours the map and has its own legend', async ({ workbench }) => {
  const { panel } = workbench;
  await workbench.lenses().click();
  await panel.settled();
  await expect.poll(() => panel.legendSymbol()).toBe('L');
  await panel.choose('Overlay', 'smallest eigenvalue');
  await expect.poll(() => panel.legendSymbol()).toBe('λmin');
  await panel.settled();
  await expect.poll(() => panel.frame.locator('.legend').getAttribute('aria-label')).toMatch(/^Levels of λmin from −/);
  await expect.poll(() => panel.map.locator('.region').getAttribute('d')).toMatch(/^M/);
});

it('tell their value under the pointer', async ({ workbench }) => {
  const { panel } = workbench;
  const map = await boxOf(panel.map);
  await workbench.page.mouse.move(map.x + map.width / 2, map.y + map.height / 2);
  await expect.poll(() => panel.pointerWords()).toMatch(/: L .+, λmin −\d/);
});

it('say the same as a table', async ({ workbench }) => {
  const { panel } = workbench;
  const table = panel.frame.getByRole('table', { name: 'smallest eigenvalue of the Hessian over x and y' });
  await expect.poll(() => table.getByRole('row').count()).toBe(8);
  await expect.poll(() => table.getByRole('cell').filter({ hasText: '−' }).count()).toBeGreaterThan(2);
});

it('follow edits', async ({ workbench }) => {
  const { editor, panel } = workbench;
  const before = await panel.frame.locator('.legend').getAttribute('aria-label');
  const version = await panel.settled();
  await workbench.openFile('himmelblau.ts');
  await editor.replaceLine(lineOf('himmelblau.ts', '  return'), '  return 1000 * ((x * x + y - 11) ** 2 + (x + y * y - 7) ** 2);');
  await panel.settledAfter(version);
  await expect.poll(() => panel.legendSymbol()).toBe('λmin');
  await expect.poll(() => panel.frame.locator('.legend').getAttribute('aria-label')).not.toBe(before);
});

it.for(['gradient norm', 'largest eigenvalue', 'condition number', 'sign of det H', 'negative curvature', 'plateaus', 'unstable region'])(
  'offer “%s”',
  async (name, { workbench }) => {
    const { panel } = workbench;
    await panel.choose('Overlay', name);
    await panel.settled();
    await expect.poll(() => textOf(panel.frame.locator('.overlaid .note'))).toBe('');
    await panel.frame.locator('.overlaid table caption').waitFor({ state: 'attached' });
    await workbench.screenshot(`overlay ${name}`);
  },
);

it('show which minimum each start reaches, for the optimizer in focus', async ({ workbench }) => {
  const { panel } = workbench;
  await panel.choose('Overlay', 'basins');
  await expect.poll(() => panel.legendSymbol(), { timeout: 20_000 }).toBe('basin');
  const note = panel.frame.locator('.overlaid .note');
  await expect
    .poll(() => textOf(note), { timeout: 20_000 })
    .toMatch(/^Gradient descent from [\d\u202f]+ starts: \d+ % reach the lowest loss/);
  await expect.poll(() => textOf(note), { timeout: 120_000 }).toContain('65\u202f536 starts');
  await expect.poll(() => panel.frame.getByRole('img', { name: /^Basins: / }).getAttribute('aria-label')).toMatch(/m₁ \d/);
  const table = panel.frame.getByRole('table', { name: 'Where Gradient descent ends' });
  await expect.poll(() => table.getByRole('row').count()).toBeGreaterThanOrEqual(5);
  const map = await boxOf(panel.map);
  await workbench.page.mouse.move(map.x + 0.75 * map.width, map.y + 0.3 * map.height);
  await expect.poll(() => panel.pointerWords()).toMatch(/→ m. in \d+ steps/);
  await workbench.screenshot('basins');
});

it('stop at once when cancelled, and start again with another optimizer', async ({ workbench }) => {
  const { panel } = workbench;
  await panel.optimizer('Adam').click();
  await panel.button('Cancel (Escape)').click();
  await panel.settled();
  const before = await textOf(panel.frame.locator('.overlaid .note'));
  await workbench.page.waitForTimeout(1000);
  await expect.poll(() => textOf(panel.frame.locator('.overlaid .note'))).toBe(before);
  await panel.optimizer('Gradient descent').click();
  await expect.poll(() => textOf(panel.frame.locator('.overlaid .note')), { timeout: 20_000 }).toContain('Gradient descent from');
  await panel.settled();
});

it.for(themes)('basins can be told apart in the %s theme', async (theme, { workbench }) => {
  const { panel } = workbench;
  await workbench.switchTheme(theme);
  await panel.settled();
  await expect.poll(() => fillsOf(panel.frame.locator('.legend .swatch'))).toBe(4);
  await workbench.screenshot(`basins-${theme}`);
});

it('whether the loss is convex is said, and where it is not can be shown', async ({ workbench }) => {
  const { panel } = workbench;
  await panel.choose('Overlay', 'negative curvature');
  await panel.settled();
  await expect
    .poll(() => textOf(panel.verdict))
    .toMatch(/Not convex in this box: at .+ it bends down along .+, uᵀHu = −.+ H ⪰ 0 at [\d.]+ % of 512 points/);
  await panel.button('Show on the map').click();
  await panel.map.locator('.bend .ring').waitFor();
  await workbench.screenshot('convexity');
  await panel.button('Show on the map').click();
  await expect.poll(() => panel.map.locator('.bend').count()).toBe(0);
});

it('are taken back, and brought back by a reload', async ({ workbench }) => {
  const { panel } = workbench;
  await panel.choose('Overlay', 'condition number');
  await expect.poll(() => panel.legendSymbol()).toBe('κ');
  await panel.button('Undo (Ctrl+Z)').click();
  await expect.poll(() => panel.legendSymbol()).toBe('L');
  await panel.button('Redo (Ctrl+Shift+Z)').click();
  await expect.poll(() => panel.legendSymbol()).toBe('κ');
  await workbench.reload();
  await panel.settled();
  await expect.poll(() => panel.legendSymbol()).toBe('κ');
});

it.for(themes)('can be read in the %s theme', async (theme, { workbench }) => {
  const { panel } = workbench;
  await workbench.switchTheme(theme);
  await panel.choose('Overlay', 'smallest eigenvalue');
  await panel.settled();
  await expect.poll(() => fillsOf(panel.frame.locator('.legend rect:not(.edge)'))).toBeGreaterThan(3);
  await workbench.screenshot(`overlay-${theme}`);
});

it('fit into a narrow panel', async ({ workbench }) => {
  const { panel } = workbench;
  await workbench.page.setViewportSize({ width: 1320, height: 1250 });
  await panel.choose('Overlay', 'basins');
  await panel.settled();
  const [width, needed] = await panel.frame.locator('body').evaluate((body) => [body.clientWidth, body.scrollWidth]);
  expect(width).toBeLessThan(520);
  expect(needed).toBeLessThanOrEqual(width);
  await workbench.screenshot('basins-narrow');
});

/** How many different colours they are filled with; they come a moment after the theme. */
function fillsOf(cells: Locator): Promise<number> {
  return cells.evaluateAll((all) => new Set(all.map((cell) => getComputedStyle(cell).fill)).size);
}
