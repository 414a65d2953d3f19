/** The panel and the lens follow unsaved edits, and survive the mistakes in them. */
import { expect } from 'vitest';
import { workbenchTest } from './lib/test';

const it = workbenchTest({ folder: 'test/fixtures/losses', file: 'bowl.ts' });

it('an unsaved edit refreshes lens, readouts and map', async ({ workbench }) => {
  const { editor, panel } = workbench;
  await workbench.lenses('κ 4.0').click();
  const version = await panel.settled();
  expect(await panel.readout('Condition number')).toBe('4.0');
  await editor.replaceLine(6, '  return x * x + 9 * y * y;');
  await panel.settledAfter(version);
  expect(await panel.readout('Condition number')).toBe('9.0');
  await workbench.lenses('κ 9.0').waitFor();
  await workbench.tab('bowl.ts').and(workbench.page.locator('.dirty')).waitFor();
});
