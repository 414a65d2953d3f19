/** The ways into the Descent panel. */
import { expect } from 'vitest';
import { workbenchTest } from './lib/test';
import { boxOf } from './lib/workbench';

const it = workbenchTest({ folder: 'test/fixtures/losses', file: 'bowl.ts' });

it('a lens opens the panel beside the editor, which keeps focus and cursor', async ({ workbench }) => {
  const { editor, panel } = workbench;
  await editor.goTo(6, 10);
  await workbench.lenses().click();
  await panel.settled();
  await expect.poll(() => panel.title.innerText()).toBe('bowl(x, y)');
  const [text, picture] = [await boxOf(workbench.tab('bowl.ts')), await boxOf(workbench.tab('Descent: bowl'))];
  expect(picture.x).toBeGreaterThan(text.x + text.width);
  await expect.poll(() => editor.hasFocus()).toBe(true);
  await expect.poll(() => editor.position()).toBe('Ln 6, Col 10');
  await editor.insert('3 * ');
  await editor.line('return 3 * x * x').waitFor();
});

it('the command takes the function under the cursor', async ({ workbench }) => {
  await workbench.openFile('several.ts');
  await workbench.editor.goTo(12);
  await workbench.command('Saddlescope: Visualize descent');
  await workbench.tab('Descent: second').waitFor();
  await workbench.panel.settled();
});

it('outside of every loss the command offers all of them', async ({ workbench }) => {
  await workbench.openFile('several.ts');
  await workbench.editor.goTo(5);
  await workbench.command('Saddlescope: Visualize descent');
  await workbench.quickPicks.filter({ hasText: 'third' }).waitFor();
  await expect.poll(() => workbench.quickPickLabels()).toEqual(['first', 'second', 'third']);
  await workbench.pick('third');
  await workbench.tab('Descent: third').waitFor();
  await workbench.panel.settled();
});

it("the editor's context menu has it", async ({ workbench }) => {
  await workbench.openFile('several.ts');
  await workbench.editor.chooseFromContextMenu('return x * x + y * y', 'Visualize descent');
  await workbench.tab('Descent: first').waitFor();
  await workbench.panel.settled();
});

it('a file without a loss has no lens; the command says so and offers the gallery, which opens an example and its panel', async ({
  workbench,
}) => {
  await workbench.openFile('none.ts');
  await workbench.command('Saddlescope: Visualize descent');
  const message = workbench.notification('There is no loss function in this file');
  await message.waitFor();
  await expect.poll(() => workbench.lenses().count()).toBe(0);
  await message.getByRole('button', { name: 'Open the Gallery' }).click();
  // The list is longer than what is drawn of it.
  await workbench.quickInput.fill('D3');
  await workbench.pick('standardisation.ts');
  await workbench.tab('standardisation.ts').waitFor();
  await workbench.tab('Training: raw').waitFor();
  await workbench.panel.settled();
});
