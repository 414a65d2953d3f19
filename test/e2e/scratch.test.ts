import { workbenchTest } from './lib/test';

const it = workbenchTest({ folder: 'test/fixtures/losses', file: 'importMissing.ts' });
it('a', async ({ workbench }) => {
  workbench.page.on('console', (m) => { if (/addle|lens|rror/i.test(m.text())) console.log(m.text().slice(0, 600)); });
  await workbench.page.waitForTimeout(40000);
  await workbench.screenshot('x');
  await workbench.saveEvidence('x');
});
