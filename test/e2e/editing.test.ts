/** Panel and lens follow unsaved edits, and survive the mistakes in them. */
import { expect } from 'vitest';
import { workbenchTest } from './lib/test';
import { textOf } from './lib/workbench';

const it = workbenchTest({ folder: 'test/fixtures/losses', file: 'bowl.ts' });

it('an unsaved edit refreshes lens, readouts and map', async ({ workbench }) => {
  const { editor, panel } = workbench;
  await workbench.lenses('κ 4.0').click();
  const version = await panel.settled();
  const [condition, levels] = [panel.readout('Condition κ'), panel.frame.getByRole('img', { name: /^Levels of L/ })];
  await expect.poll(() => textOf(condition)).toBe('4.0');
  const before = await levels.getAttribute('aria-label');
  const schedule = await panel.frame.locator('.run .which > *').elementHandle();

  await editor.replaceLine(6, '  return x * x + 9 * y * y;');
  await panel.settledAfter(version);
  await expect.poll(() => textOf(condition)).toBe('9.0');
  await expect.poll(() => levels.getAttribute('aria-label')).not.toBe(before);
  // What offers a choice is not made anew: that would take longer than all else.
  await expect.poll(() => schedule?.evaluate((control) => control.isConnected)).toBe(true);
  await workbench.lenses('κ 9.0').waitFor();
  await expect.poll(() => workbench.isDirty('bowl.ts')).toBe(true);
});

it('a syntax error leaves the last good picture, marked stale, and undoing it refreshes', async ({ workbench }) => {
  const { editor, panel } = workbench;
  await workbench.openFile('broken.ts');
  await workbench.lenses().click();
  await panel.settled();
  const before = await textOf(panel.readout('Condition κ'));

  await editor.goTo(3, 14);
  await editor.insert(')');
  await panel.untilState('broken');
  await panel.condition.filter({ hasText: 'last version that compiled' }).waitFor();
  await expect.poll(() => textOf(panel.verdict)).toContain('broken.ts:3:');
  await expect.poll(() => panel.paths.count()).toBe(3);
  await expect.poll(() => textOf(panel.readout('Condition κ'))).toBe(before);
  await workbench.lenses(/~ κ/).waitFor();

  await editor.undo();
  await panel.untilState('ready');
  await panel.settled();
  await panel.condition.filter({ hasText: 'exact derivatives' }).waitFor();
  await workbench.lenses(/\| κ/).waitFor();
});

it('a function that throws leaves the last good picture with the message at its place', async ({ workbench }) => {
  const { editor, panel, problems } = workbench;
  await workbench.openFile('throwing.ts');
  await workbench.lenses().click();
  const version = await panel.settled();

  await editor.replaceLine(3, "  throw new Error('no such loss');");
  await panel.untilState('broken');
  await expect.poll(() => textOf(panel.verdict)).toContain('no such loss');
  await expect.poll(() => textOf(panel.verdict)).toContain('throwing.ts:3:');
  await expect.poll(() => panel.paths.count()).toBe(3);
  await problems.show();
  await problems.entries('no such loss').waitFor();

  await workbench.openFile('throwing.ts');
  await editor.replaceLine(3, '  return x * x + 2 * y * y;');
  await panel.settledAfter(version);
  await problems.entries('no such loss').waitFor({ state: 'detached' });
  await problems.hide();
});

it('an endless loop is stopped, named by function and line, and the next edit works', async ({ workbench }) => {
  const { editor, panel } = workbench;
  await workbench.openFile('endless.ts');
  await workbench.lenses().click();
  const version = await panel.settled();

  await editor.replaceLine(4, '  for (;;) sum += x * x + y * y;');
  await panel.untilState('broken');
  for (const words of ['patient', 'endless.ts:4']) await expect.poll(() => textOf(panel.verdict)).toContain(words);
  await editor.insert(' // typing goes on');
  await editor.line('typing goes on').waitFor();

  await editor.replaceLine(4, '  sum += x * x + 5 * y * y;');
  await panel.settledAfter(version);
  await workbench.lenses('κ 5.0').waitFor();
});
