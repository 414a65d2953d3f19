/** What the editor itself shows of a loss: the gradient check's report, the gradient heat, a refactoring, and the walkthrough. */
import { expect } from 'vitest';
import { themes } from '../../scripts/lib/profile.mjs';
import { isShown } from '../../scripts/lib/workbench.mjs';
import { workbenchTest } from './lib/test';
import { textOf } from './lib/workbench';

const checked = `/** Its second component has the wrong sign. */
export function slope(x: number, y: number): number[] {
  return [2 * x, -6 * y];
}

/**
 * @start [3, 1]
 * @gradient slope
 */
export function valley(x: number, y: number): number {
  const across = x * x;
  const along = 3 * y * y;
  return across + along;
}
`;
const flats = `const flats = [
  { size: 30, floor: 1, price: 3 },
  { size: 90, floor: 4, price: 9 },
  { size: 250, floor: 2, price: 20 },
];

/**
 * A line through prices.
 *
 * @data flats
 * @start [0, 0, 0]
 */
export function loss([a, b, c]: [number, number, number], batch: { size: number; floor: number; price: number }[]): number {
  return batch.reduce((sum, { size, floor, price }) => sum + (a + b * size + c * floor - price) ** 2, 0) / batch.length;
}
`;

const it = workbenchTest({
  folder: 'test/fixtures/losses',
  file: 'valley.ts',
  files: { 'valley.ts': checked, 'flats.ts': flats },
  size: { width: 1500, height: 900 },
});

// Where the editor is narrow, VS Code leaves the pictures out: nothing is beside it yet.
it('the walkthrough has five steps, each with a picture', async ({ workbench }) => {
  const { page } = workbench;
  await workbench.command('Welcome: Open Walkthrough...');
  await workbench.pick('Saddlescope');
  const steps = page.locator('.getting-started-step');
  await steps.first().waitFor();
  await expect.poll(() => steps.count()).toBe(5);
  const picture = page.locator('.getting-started-media img:visible');
  for (let i = 0; i < 5; i++) {
    await steps.nth(i).click();
    await picture.first().waitFor();
    await expect.poll(() => picture.first().evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);
    await workbench.screenshot(`walkthrough-${i + 1}`);
  }
  await workbench.command('View: Close Editor');
});

it('the gradient check opens a report beside the code: verdict, components, and the error over ε', async ({ workbench }) => {
  const { editor, page } = workbench;
  await workbench.lenses(/at start/).waitFor();
  await editor.goTo(10, 20);
  await workbench.command('Saddlescope: Check gradient');
  const report = page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
  await report.getByRole('heading', { name: 'Gradient check of valley' }).waitFor();
  await report.getByText('Your gradient is wrong').waitFor();
  const rows = report.locator('table').first().locator('tbody tr');
  await expect.poll(() => rows.count()).toBe(2);
  await expect.poll(() => rows.first().locator('td').allInnerTexts()).toEqual(['y', '6', '-6', '1.0e+0', '✗ wrong']);
  await expect.poll(() => rows.last().locator('td').allInnerTexts()).toEqual(['x', '6', '6', '0.0e+0', '✓']);
  const curve = report.getByRole('img').first();
  await expect.poll(() => curve.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth))).toBeGreaterThan(100);
  await workbench.screenshot('gradient-check');
  await workbench.command('View: Close All Editors in Group');
});

it('the heat follows the scrubber, tells itself from text by shape, and stays legible in every theme', async ({ workbench }) => {
  const { editor, panel, page } = workbench;
  await workbench.openFile('valley.ts');
  await workbench.lenses(/at start/).click();
  await panel.settled();
  await editor.line('const across').click();
  await workbench.command('Saddlescope: Toggle gradient heat');
  const legend = page.locator('.statusbar-item[id$="saddlescope.gradientHeat"]');
  const hover = async () => (await legend.getAttribute('aria-label')) ?? '';
  await expect.poll(hover).toMatch(/at step [1-9]\d* of Gradient descent/);
  await panel.stepSlider.fill('0');
  await expect.poll(hover).toContain('at step 0 of Gradient descent');
  for (const theme of themes) {
    await workbench.switchTheme(theme);
    await workbench.screenshot(`heat-${theme}`);
  }
  await workbench.switchTheme('dark');
  await workbench.command('Saddlescope: Toggle gradient heat');
  await legend.waitFor({ state: 'detached' });
});

it('standardising the features is a quick fix where their scales make the loss ill-conditioned, undone in one step', async ({
  workbench,
}) => {
  const { editor, page } = workbench;
  await workbench.openFile('flats.ts');
  const lens = workbench.lenses(/κ .* at start/);
  await lens.waitFor();
  const before = await textOf(lens);
  await editor.goTo(13, 'export function lo'.length + 1);
  const fix = page.locator('.action-widget .monaco-list-row', { hasText: 'Standardise size, floor of the data' });
  // The diagnosis comes when the editor has been idle; a list that is open stays as it was when it opened.
  const offered = async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+.');
    return isShown(fix, 3000);
  };
  await expect.poll(offered, { timeout: 60_000 }).toBe(true);
  await workbench.screenshot('standardise-offered');
  // The menu takes no click before the pointer has moved over it.
  await fix.hover({ force: true });
  await fix.click();
  await editor.line('@data standardisedFlats').waitFor();
  await expect.poll(() => textOf(lens), { timeout: 30_000 }).toMatch(/κ \d\.\d /);
  await workbench.screenshot('standardised');
  await editor.undo();
  await expect.poll(() => textOf(lens), { timeout: 30_000 }).toBe(before);
  await expect.poll(() => page.locator('.view-line', { hasText: 'scaleOf' }).count()).toBe(0);
});
