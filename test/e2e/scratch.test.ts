import { workbenchTest } from './lib/test';

const it = workbenchTest({ folder: 'test/fixtures/losses', file: 'bowl.ts', trust: false });
it('a', async ({ workbench }) => {
  workbench.page.setDefaultTimeout(20000);
  await workbench.grantTrust();
  await workbench.openFile('none.ts');
  await workbench.command('Saddlescope: Visualize descent');
  await workbench.notification('no loss').getByRole('button', { name: 'Open the Gallery' }).click();
  await workbench.quickPicks.first().waitFor();
  console.log(await workbench.quickPickLabels());
  await workbench.screenshot('c');
  await workbench.pick('rosenbrock');
  await workbench.tab('rosenbrock.ts').waitFor();
  await workbench.openFile('bowl.ts');
  await workbench.lenses().click();
  await workbench.page.waitForTimeout(6000);
  await workbench.screenshot('d');
  console.log(await workbench.panel.body.evaluate((b) => b.outerHTML));
  console.log(await workbench.panel.body.ariaSnapshot());
});
