/** A loss over data: batches, held-out data and early stopping from the panel; undone, and kept across a reload. */
import { expect } from 'vitest';
import { themes } from '../../scripts/lib/profile.mjs';
import { workbenchTest } from './lib/test';
import { textOf } from './lib/workbench';

const it = workbenchTest({ folder: 'test/fixtures/data', file: 'line.ts', size: { width: 1600, height: 1100 } });

it('batches are drawn, with the loss over all the data beside that over the batch', async ({ workbench }) => {
  const { panel } = workbench;
  await workbench.lenses().click();
  await panel.settled();
  await panel.runSettings.click();
  const batches = panel.frame.getByRole('group', { name: 'Batches' });
  await expect.poll(() => textOf(batches)).toContain('53 examples: each step sees all there are to learn from.');
  await expect.poll(() => panel.curves()).not.toContain('Batch');
  await panel.type('Batch size', '10');
  await expect.poll(() => panel.curves()).toEqual(expect.arrayContaining(['L', 'Batch']));
  await expect.poll(() => textOf(batches)).toContain('53 examples: 6 steps for each epoch, the last of them on 3.');
  await panel.type('Epochs', '20');
  await expect.poll(() => panel.field('Steps').inputValue()).toBe('120');
  await expect.poll(() => panel.runSettings.getAttribute('aria-label')).toContain('batches of 10');
});

it('early stopping needs held-out data, and says so', async ({ workbench }) => {
  const { panel } = workbench;
  await panel.type('Patience', '2');
  await expect.poll(() => textOf(panel.verdict)).toContain('Early stopping needs held-out data');
  await panel.type('Held out', '20 %');
  await expect.poll(() => panel.curves()).toContain('Held out');
  await panel.settled();
  await expect.poll(() => panel.frame.locator('.strip .best').count()).toBeGreaterThan(0);
  await panel.frame.getByText(/^best at step \d+$/).waitFor();
});

it('a share that is none is refused', async ({ workbench }) => {
  const { panel } = workbench;
  await panel.type('Held out', '1.5');
  await panel.frame.locator('.batches vscode-text-field[aria-invalid="true"]').waitFor();
});

it('undo takes each of them back, redo brings them again', async ({ workbench }) => {
  const { panel } = workbench;
  await panel.button('Undo (Ctrl+Z)').click();
  await expect.poll(() => panel.field('Held out').inputValue()).toBe('');
  await panel.button('Redo (Ctrl+Shift+Z)').click();
  await expect.poll(() => panel.field('Held out').inputValue()).toBe('0.2');
  await expect.poll(() => panel.curves()).toContain('Held out');
});

it.for(themes)('can be read in %s', async (theme, { workbench }) => {
  await workbench.switchTheme(theme);
  await workbench.panel.settled();
  await workbench.panel.frame.locator('.strip .best').first().waitFor();
  await workbench.screenshot(`batches-${theme}`);
});

it('all of it is there after a reload', async ({ workbench }) => {
  const { panel } = workbench;
  await workbench.reload();
  await panel.settled();
  await expect.poll(() => panel.field('Batch size').inputValue()).toBe('10');
  await expect.poll(() => panel.field('Patience').inputValue()).toBe('2');
  await expect.poll(() => panel.curves()).toEqual(expect.arrayContaining(['L', 'Held out', 'Batch']));
});
