/** The panel in every theme, as pictures for people in test-results/screens; that its colours follow is checked. */
import { expect } from 'vitest';
import { themes } from '../../scripts/lib/profile.mjs';
import { workbenchTest } from './lib/test';

const it = workbenchTest({ folder: 'examples', file: 'himmelblau.ts', size: { width: 1600, height: 1000 } });

it.for(themes)('%s', async (theme, { workbench }) => {
  const { panel } = workbench;
  await workbench.switchTheme(theme);
  await workbench.lenses().click();
  await panel.settled();
  await expect.poll(() => panel.background()).toBe(await workbench.editorBackground());
  await workbench.screenshot(`himmelblau-${theme}`);
});
