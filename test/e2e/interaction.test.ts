/** What one does in the panel: drag the start, scrub, play, choose optimizers and the plane. */
import { expect } from 'vitest';
import { workbenchTest } from './lib/test';
import { textOf } from './lib/workbench';

const it = workbenchTest({ folder: 'test/fixtures/losses', file: 'bowl.ts', size: { width: 1600, height: 1000 } });

it('shows a path for each optimizer, with readouts, the eigenvector cross and linked curves', async ({ workbench }) => {
  const { panel } = workbench;
  await workbench.lenses().click();
  await panel.settled();
  expect(await panel.paths.count()).toBe(3);
  expect(await panel.optimizers.allInnerTexts()).toEqual(expect.arrayContaining([expect.stringContaining('Gradient descent')]));
  for (const name of ['Loss L', '‖∇L‖', 'Condition κ', 'det H', 'Inertia']) expect(await textOf(panel.readout(name))).toMatch(/\d/);
  expect(await panel.map.locator('.cross').isVisible()).toBe(true);
  expect((await textOf(panel.verdict)).length).toBeGreaterThan(20);
  await workbench.screenshot('panel');
});
