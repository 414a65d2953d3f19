/** Where the text cursor stands in the source of a loss, its panels show it; and a chart leads back to the source. */
import { expect } from 'vitest';
import { SurfacePanel } from './lib/surfacePanel';
import { workbenchTest } from './lib/test';
import { boxOf, textOf } from './lib/workbench';

const source = `/**
 * @start [3, 1]
 * @domain x -4..4, y -4..4
 */
export function ridge(x: number, y: number): number {
  const bend = x * x;
  let sum = 0;
  for (let i = 1; i <= 3; i++) sum += i * y;
  return bend + sum * y;
}
`;
const it = workbenchTest({
  folder: 'test/fixtures/losses',
  file: 'ridge.ts',
  files: { 'ridge.ts': source },
  size: { width: 1500, height: 1000 },
});

it('the Descent panel marks the axis, the start, or reads out the expression, and nothing moves or takes the focus', async ({
  workbench,
}) => {
  const { editor, panel } = workbench;
  await workbench.lenses().click();
  await panel.settled();
  const line = panel.frame.locator('.cursor-line');
  const marked = panel.map.locator('.axis-name.at-cursor');
  const map = await boxOf(panel.map);

  await editor.goTo(6, 'const bend = x'.length + 2);
  await editor.goTo(6, '  const bend = '.length + 1);
  await marked.filter({ hasText: /^x$/ }).waitFor();
  await expect.poll(() => textOf(line)).toMatch(/^At the cursor: x = \S+, ∂L\/∂x = \S+$/);
  await expect.poll(() => panel.map.locator('.axis-line.at-cursor').count()).toBe(1);
  await workbench.screenshot('cursor-parameter');

  await editor.goTo(8, '  for (let i = 1; i <= 3; i++) sum += i '.length + 1);
  await expect.poll(() => textOf(line)).toMatch(/^At the cursor: i \* y = .* … .*, ∂L\/∂this = .*, ran 3 times$/);
  await expect.poll(() => marked.count()).toBe(0);

  // L = x² + 6y²: at the start bend is 9 and ∂L/∂bend 1. The slider has the focus, and the text its cursor.
  await editor.goTo(6, '  const be'.length + 1);
  await expect.poll(() => textOf(line)).toMatch(/^At the cursor: x \* x = /);
  await panel.stepSlider.fill('0');
  await expect.poll(() => panel.step()).toBe(0);
  await expect.poll(() => textOf(line)).toBe('At the cursor: x * x = 9.000, ∂L/∂this = 1.000');
  await editor.goTo(6);

  await editor.goTo(2, ' * @st'.length + 1);
  await panel.map.locator('.start .ring.at-cursor').waitFor();
  await workbench.screenshot('cursor-start');
  await expect.poll(() => boxOf(panel.map)).toEqual(map);
  await expect.poll(() => editor.hasFocus()).toBe(true);
});

it('it stays while the source is broken, and follows what is written then', async ({ workbench }) => {
  const { editor, panel } = workbench;
  const line = panel.frame.locator('.cursor-line');
  await editor.replaceLine(6, '  const bend = x * x;');
  await editor.goTo(6, '  const bend = x * x'.length + 1);
  await panel.map.locator('.axis-name.at-cursor').waitFor();
  await editor.insert(' +');
  await panel.untilState('broken');
  await editor.insert(' 2');
  await panel.untilState('ready');
  await panel.settled();
  await editor.goTo(6, '  const bend = x * x '.length + 1);
  await expect.poll(() => textOf(line)).toBe('At the cursor: x * x + 2 = 11.00, ∂L/∂this = 1.000');
});

it('the other panels mark it, too', async ({ workbench }) => {
  const { editor, page } = workbench;
  await workbench.command('Saddlescope: Show surface');
  await workbench.tab('Surface: ridge').waitFor();
  const surface = new SurfacePanel(page);
  await editor.line('const bend').click();
  await editor.goTo(9, '  return bend + sum * '.length + 1);
  await surface.frame.locator('.axis-name.at-cursor').filter({ hasText: /^y$/ }).waitFor();
  await workbench.screenshot('cursor-surface');
  await workbench.command('Saddlescope: Show curvature');
  await workbench.tab('Curvature: ridge').waitFor();
  await editor.line('const bend').click();
  await editor.goTo(9, '  return bend + sum * '.length + 1);
  await expect.poll(() => textOf(workbench.panel.frame.locator('.coordinates .at-cursor .coordinate'))).toBe('y');
  await workbench.screenshot('cursor-curvature');
});

it('a chart leads back to the source', async ({ workbench }) => {
  const { editor, panel } = workbench;
  await workbench.tab('Descent: ridge').click();
  await panel.settled();
  await panel.frame.getByRole('link', { name: /^ridge\.ts:5$/ }).click();
  await expect.poll(() => editor.position()).toContain('Ln 5, Col ');
  await expect.poll(() => editor.hasFocus()).toBe(true);
});
