import { workbenchTest } from './lib/test';

const it = workbenchTest({ folder: 'test/fixtures/losses', file: 'bowl.ts' });
it('a', async ({ workbench }) => {
  await workbench.lenses(/κ/).waitFor();
  const n = async (w: string) => { await workbench.page.waitForTimeout(4000); console.log(w, await workbench.lenses().count()); };
  await workbench.openFile('four.ts');
  await workbench.problems.show();
  await n('four problems');
  await n('four problems');
  await workbench.openFile('several.ts');
  await n('several with problems');
  await workbench.problems.show();
  await n('problems');
  await workbench.editor.line('export function first').click();
  await n('clicked');
  await workbench.editor.insert(' ');
  await n('typed');
});
