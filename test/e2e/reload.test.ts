/** A reload of the window brings the panel back as it was left. */
import { expect } from 'vitest';
import { workbenchTest } from './lib/test';

const it = workbenchTest({ folder: 'test/fixtures/losses', file: 'bowl.ts' });

it('after a reload the panel shows the same function with the same optimizer and step', async ({ workbench }) => {
  const { page, panel } = workbench;
  await workbench.lenses().click();
  await panel.settled();
  await panel.optimizers.filter({ hasText: 'Adam' }).click();
  await panel.stepSlider.fill('7');
  await panel.settled();

  await page.evaluate((address) => history.replaceState(undefined, '', address), withoutFile(page.url()));
  const left = page.waitForEvent('framenavigated', (frame) => frame === page.mainFrame());
  await workbench.command('Developer: Reload Window');
  await left;
  await panel.settled();
  expect(await panel.title.innerText()).toContain('bowl');
  expect(await panel.step()).toBe(7);
  expect(await panel.frame.locator('.chip .name[aria-pressed="true"]').innerText()).toBe('Adam');
});

/** The address without the file to open: asked to open one, VS Code brings no other editors back. */
function withoutFile(address: string): string {
  const url = new URL(address);
  const payload: [string, string][] = JSON.parse(url.searchParams.get('payload') ?? '[]');
  url.searchParams.set('payload', JSON.stringify(payload.filter(([key]) => key !== 'openFile')));
  return url.href;
}
