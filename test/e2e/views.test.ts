/** The views beside the code and the status bar: losses of the workspace, critical points, optimizer and engine. */
import { expect } from 'vitest';
import { CurvaturePanel } from './lib/curvaturePanel';
import { workbenchTest } from './lib/test';
import { textOf } from './lib/workbench';

const it = workbenchTest({ folder: 'examples', file: 'himmelblau.ts', size: { width: 1600, height: 1000 } });

it('lists the losses of all files, and the critical points of those in the editor', async ({ workbench }) => {
  await workbench.command('View: Show Saddlescope');
  const { losses, points } = workbench.views;
  for (const name of ['regression', 'sineLoss']) await losses.row(name).waitFor(); // the list draws what is in sight
  await expect.poll(() => points.rows(/^[msM][₁-₉] /).count()).toBe(9);
  await expect.poll(() => textOf(points.row('himmelblau'))).toContain('4 minima, 4 saddles, 1 maximum');
  await workbench.screenshot('views');
});

it('selecting a point opens the panel and rings it on the map', async ({ workbench }) => {
  await workbench.views.points.row('m₁').click();
  await workbench.tab('Descent: himmelblau').waitFor();
  await workbench.panel.settled();
  await expect.poll(() => textOf(workbench.panel.pickedPoint)).toBe('m₁');
  await workbench.screenshot('views-point');
});

it('a saddle can be escaped from, from its own row', async ({ workbench }) => {
  const row = workbench.views.points.row('s₁');
  await row.hover();
  await row.getByRole('button', { name: 'Escape along u' }).click();
  await workbench.tab('Curvature: himmelblau').waitFor();
  await new CurvaturePanel(workbench.page).branch('+u').waitFor();
});

it('the status bar changes the optimizer that is read out', async ({ workbench }) => {
  const item = workbench.statusBarItem;
  await expect.poll(() => textOf(item)).toContain('Gradient descent');
  await item.click();
  await workbench.pick('Adam');
  await expect.poll(() => textOf(item), { timeout: 30_000 }).toContain('Adam');
});

it('the actions of a loss are a quick pick, too', async ({ workbench }) => {
  await workbench.openFile('himmelblau.ts');
  await workbench.command('Saddlescope: Actions for the loss here');
  await expect.poll(() => workbench.quickPickLabels()).toContain('Escape along u');
  await expect.poll(() => workbench.quickPickLabels()).not.toContain('Restart the engine');
  await workbench.page.keyboard.press('Escape');
});
