/** What one does in the panel: look, scrub, play, drag the start, choose optimizers, their options and the plane. */
import { expect } from 'vitest';
import { workbenchTest } from './lib/test';
import { boxOf, textOf } from './lib/workbench';

const it = workbenchTest({ folder: 'test/fixtures/losses', file: 'bowl.ts', size: { width: 1600, height: 1000 } });

it('shows a path for each optimizer, the readouts, the eigenvector cross and a verdict in words', async ({ workbench }) => {
  const { panel } = workbench;
  await workbench.lenses().click();
  await panel.settled();
  await expect.poll(() => panel.paths.count()).toBe(3);
  const names = async () => (await panel.optimizers.allInnerTexts()).join();
  await expect.poll(names).toMatch(/Gradient descent.*Momentum.*Adam/s);
  await expect.poll(() => textOf(panel.readout('Condition κ'))).toBe('4.0');
  await expect.poll(() => textOf(panel.readout('det H'))).toBe('16.0');
  await expect.poll(() => textOf(panel.readout('Inertia'))).toBe('2+ 0−');
  for (const name of ['Loss L', '‖∇L‖']) expect(await textOf(panel.readout(name))).toMatch(/\d/);
  await expect.poll(() => panel.map.locator('.cross text').allTextContents()).toEqual(['u₁', 'u₂']);
  await expect.poll(async () => (await textOf(panel.verdict)).split(/\s/).length).toBeGreaterThan(5);
});

it('scrubs by keyboard and buttons; readouts follow', async ({ workbench }) => {
  const { panel } = workbench;
  await panel.stepSlider.press('Home');
  await expect.poll(() => textOf(panel.readout('Loss L'))).toBe('8.00');
  await panel.stepSlider.press('ArrowRight');
  await expect.poll(() => panel.step()).toBe(1);
  await expect.poll(() => textOf(panel.readout('Loss L'))).not.toBe('8.00');
  await panel.button('Next step').click();
  await expect.poll(() => panel.step()).toBe(2);
  await panel.button('Previous step').click();
  await expect.poll(() => panel.step()).toBe(1);
});

it('plays and pauses', async ({ workbench }) => {
  const { panel } = workbench;
  await panel.stepSlider.press('Home');
  await panel.button('Play').click();
  await expect.poll(() => panel.step(), { timeout: 10_000 }).toBeGreaterThan(3);
  await panel.button('Pause').click();
  await panel.button('Play').waitFor();
  const paused = await panel.step();
  expect(paused).toBeLessThan(100);
  await workbench.page.waitForTimeout(500);
  await expect.poll(() => panel.step()).toBe(paused);
});

it('dragging the start changes every path', async ({ workbench }) => {
  const { panel } = workbench;
  await panel.stepSlider.press('Home');
  const [ring, routes] = [await boxOf(panel.startRing), await panel.routes()];
  await workbench.drag(ring, { x: -80, y: 60 });
  await panel.settled();
  const moved = await boxOf(panel.startRing);
  expect(moved.x - ring.x).toBeCloseTo(-80, -1);
  expect(moved.y - ring.y).toBeCloseTo(60, -1);
  const after = await panel.routes();
  expect(after).toHaveLength(3);
  for (const [index, route] of after.entries()) expect(route).not.toBe(routes[index]);
  await panel.button('Undo (Ctrl+Z)').click();
  await expect.poll(async () => (await boxOf(panel.startRing)).x).toBeCloseTo(ring.x, 0);
});

it('adds an optimizer from the catalogue', async ({ workbench }) => {
  const { panel } = workbench;
  await panel.button('Add an optimizer').click();
  await panel.frame.getByRole('menuitem', { name: 'RMSprop' }).click();
  await panel.settled();
  await expect.poll(() => panel.paths.count()).toBe(4);
  await expect.poll(async () => (await panel.optimizers.allInnerTexts()).join()).toContain('RMSprop');
  await panel.button('Undo (Ctrl+Z)').click();
  await expect.poll(() => panel.paths.count()).toBe(3);
});

it('adds a recipe with what surrounds it, and takes both back at once', async ({ workbench }) => {
  const { panel } = workbench;
  await panel.button('Add an optimizer').click();
  await panel.frame.getByRole('menuitem', { name: 'Adam, warm-up and cosine' }).click();
  await panel.settled();
  await expect.poll(() => panel.paths.count()).toBe(4);
  const run = panel.frame.getByRole('button', { name: /^Run settings/ });
  await expect.poll(() => run.getAttribute('aria-label')).toContain('Warm-up');
  await panel.button('Undo (Ctrl+Z)').click();
  await expect.poll(() => panel.paths.count()).toBe(3);
  await expect.poll(() => run.getAttribute('aria-label')).not.toContain('Warm-up');
});

it("an optimizer's options are a form made from its metadata", async ({ workbench }) => {
  const { panel } = workbench;
  await panel.optimizer('Gradient descent').click();
  const before = (await panel.routes()).at(-1);
  await panel.button('Options').click();
  const momentum = panel.frame.getByRole('textbox', { name: 'Momentum' });
  await momentum.fill('0.95');
  await momentum.press('Enter');
  await expect.poll(async () => (await panel.routes()).at(-1)).not.toBe(before);
  await momentum.fill('many');
  await momentum.press('Enter');
  await panel.frame.locator('vscode-text-field[aria-invalid="true"]').waitFor();
  await panel.button('Options').click();
});

it('with more than two parameters one chooses the plane', async ({ workbench }) => {
  const { panel } = workbench;
  await workbench.openFile('four.ts');
  await workbench.lenses().click();
  await panel.frame.getByRole('heading', { name: /^quartic/ }).waitFor();
  await panel.settled();
  await expect.poll(() => panel.map.getAttribute('aria-label')).toContain('over a and b');
  await panel.choose('Coordinate across', 'd');
  await panel.frame.getByRole('application', { name: /over d and b/ }).waitFor();
  await panel.settled();
  await expect.poll(() => panel.paths.count()).toBe(3);
});

it('goes to the function in the source', async ({ workbench }) => {
  const { editor, panel } = workbench;
  await panel.frame.getByRole('link', { name: 'four.ts:2' }).click();
  await expect.poll(() => editor.position()).toBe('Ln 2, Col 24 (7 selected)');
  await expect.poll(() => editor.hasFocus()).toBe(true);
});
