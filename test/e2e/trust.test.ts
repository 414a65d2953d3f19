/** Until the workspace is trusted, nothing of the user's runs. */
import { expect } from 'vitest';
import { workbenchTest } from './lib/test';
import { textOf } from './lib/workbench';

const it = workbenchTest({ folder: 'test/fixtures/untrusted', file: 'loopsWhenLoaded.ts', trust: false });

it('losses are listed before trust, and run only once it is granted', async ({ workbench }) => {
  const { panel } = workbench;
  await workbench.lenses().click();
  await panel.untilState('broken');
  await expect.poll(() => textOf(panel.verdict)).toContain('trust this workspace');
  await expect.poll(() => workbench.lenses().allInnerTexts()).toEqual(['Visualize descent']);

  await workbench.grantTrust();
  // The module never ends: that it is stopped shows that it runs now, and had not run before.
  await panel.verdict.filter({ hasText: 'loopsWhenLoaded.ts:1' }).waitFor();
});
