/** What the extension takes of VS Code's extension host as it starts: loading its code, and `activate`. */
import { build } from '../scripts/lib/build.mjs';
import { installHost } from '../scripts/lib/hostInstall.mjs';
import { Workbench } from '../test/e2e/lib/workbench';
import { median } from './measure';
import type { Section } from './targets';

const windows = 5;
/** Milliseconds after which a window that has just opened is at rest. */
const rest = 4000;

export const activationSection = (): Section => ({
  title: 'activation in VS Code',
  rows: async () => {
    await installHost();
    await build();
    return [
      { what: 'code loaded and activated, window at rest', measured: await repeated(atRest), unit: 'ms', atMost: 50 },
      { what: 'the same while all of VS Code starts', measured: await repeated(atStart), unit: 'ms' },
    ];
  },
});

async function repeated(time: () => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let k = 0; k < windows; k++) times.push(await time());
  return median(times);
}

/** By its view, where no TypeScript is open: the time is the extension's own. */
const atRest = (): Promise<number> =>
  inWindow('notes.txt', async (workbench) => {
    await workbench.page.waitForTimeout(rest);
    await workbench.command('View: Show Saddlescope');
    await workbench.views.losses.row('regression').first().waitFor();
  });

/** With a loss on screen from the start: beside the window, the language's own extensions, and all that they start. */
const atStart = (): Promise<number> => inWindow('rosenbrock.ts', (workbench) => workbench.lenses().waitFor());

/** Milliseconds, as VS Code itself counts them in its list of running extensions. */
async function inWindow(file: string, activate: (workbench: Workbench) => Promise<void>): Promise<number> {
  // The list draws what is in sight, the slowest first.
  const size = { width: 1200, height: 2600 };
  const workbench = await Workbench.open({ folder: 'examples', file, files: { 'notes.txt': 'Nothing to differentiate.\n' }, size });
  try {
    await activate(workbench);
    await workbench.command('Developer: Show Running Extensions');
    const said = await workbench.page.locator('.extension').filter({ hasText: 'Saddlescope' }).locator('.activation-time').innerText();
    const [, milliseconds] = /(\d+)\s*ms/.exec(said) ?? [];
    if (milliseconds === undefined) throw new Error(`VS Code says of the activation: ${said}`);
    return Number(milliseconds);
  } finally {
    await workbench.close();
  }
}
