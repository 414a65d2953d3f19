/** Until the workspace is trusted, nothing of the user's runs. */
import { expect } from 'vitest';
import { workbenchTest } from './lib/test';

const it = workbenchTest({ folder: 'test/fixtures/untrusted', file: 'loopsWhenLoaded.ts', trust: false });

it('losses are listed before trust, and are run only after it is granted', async ({ workbench }) => {
  const { panel, problems } = workbench;
  await workbench.lenses().click();
  await panel.untilState('broken');
  expect(await panel.text()).toContain('trust this workspace');
  expect(await workbench.lenses().allInnerTexts()).toEqual(['Visualize descent']);
  await problems.show();
  expect(await problems.entries('loopsWhenLoaded').count()).toBe(0);

  await workbench.grantTrust();
  // The module never ends: that it is stopped shows that it runs now, and that it had not run before.
  await problems.entries(/Saddlescope/).waitFor();
});
