/** A reload of the window brings the panel back as it was left. */
import { expect } from 'vitest';
import { workbenchTest } from './lib/test';

const it = workbenchTest({ folder: 'test/fixtures/losses', file: 'bowl.ts' });

it('after a reload the panel shows the same function with the same optimizer and step', async ({ workbench }) => {
  const { panel } = workbench;
  await workbench.lenses().click();
  await panel.settled();
  await panel.optimizer('Adam').click();
  await panel.stepSlider.fill('7');
  await panel.settled();

  await workbench.reload();
  await panel.settled();
  await expect.poll(() => panel.title.innerText()).toContain('bowl');
  await expect.poll(() => panel.step()).toBe(7);
  await expect.poll(() => panel.frame.locator('.chip .name[aria-pressed="true"]').innerText()).toBe('Adam');
});
