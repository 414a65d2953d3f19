/** What the extension takes of VS Code's extension host as it starts: loading its code, and `activate`. */
import { build } from '../scripts/lib/build.mjs';
import { installHost } from '../scripts/lib/hostInstall.mjs';
import { Workbench } from '../test/e2e/lib/workbench';
import { median } from './measure';
import type { Section } from './targets';

const windows = 5;

export const activationSection = (): Section => ({
  title: 'activation in VS Code',
  rows: async () => {
    await installHost();
    await build();
    const times: number[] = [];
    for (let k = 0; k < windows; k++) times.push(await activationTime());
    return [{ what: 'code loaded and activated', measured: median(times), unit: 'ms', atMost: 50 }];
  },
});

/** Milliseconds, as VS Code itself counts them in its list of running extensions. */
async function activationTime(): Promise<number> {
  const workbench = await Workbench.open({ folder: 'examples', file: 'rosenbrock.ts' });
  try {
    await workbench.lenses().waitFor();
    await workbench.command('Developer: Show Running Extensions');
    const said = await workbench.page.locator('.extension').filter({ hasText: 'Saddlescope' }).locator('.activation-time').innerText();
    const [, milliseconds] = /(\d+)\s*ms/.exec(said) ?? [];
    if (milliseconds === undefined) throw new Error(`VS Code says of the activation: ${said}`);
    return Number(milliseconds);
  } finally {
    await workbench.close();
  }
}
