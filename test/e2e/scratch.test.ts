import { workbenchTest } from './lib/test';

const it = workbenchTest({ folder: 'test/fixtures/losses', file: 'bowl.ts' });
it('a', async ({ workbench }) => {
  workbench.page.setDefaultTimeout(20000);
  for (const t of ['light','dark','hc','light','hc'] as const) {
  console.time(t);
  await workbench.switchTheme(t);
  console.timeEnd(t);
  }
});
