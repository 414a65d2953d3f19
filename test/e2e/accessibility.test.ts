/** Every panel for everybody: names, roles and contrast in every theme, by keyboard alone, as tables, without motion. */
import { expect } from 'vitest';
import { themes } from '../../scripts/lib/profile.mjs';
import { panelKinds } from '../../src/host/panels/kinds';
import { chartsWithoutTable, motions, tabWalk, violations } from './lib/accessibility';
import { workbenchTest } from './lib/test';
import type { Workbench } from './lib/workbench';

const it = workbenchTest({ folder: 'examples', file: 'himmelblau.ts', size: { width: 1900, height: 1400 } });

type Kind = keyof typeof panelKinds;
interface Way {
  readonly command: string;
  readonly file: string;
  readonly tables: string;
}
const ways: Readonly<Record<Kind, Way>> = {
  descent: { command: 'Visualize descent', file: 'himmelblau.ts', tables: 'Show the numbers as tables' },
  curvature: { command: 'Show curvature', file: 'himmelblau.ts', tables: 'Show the charts as tables' },
  spectrum: { command: 'Show spectrum', file: 'himmelblau.ts', tables: 'Show the charts as tables' },
  surface: { command: 'Show surface', file: 'himmelblau.ts', tables: 'Show the picture as tables' },
  training: { command: 'Show training', file: 'batch-sizes.ts', tables: 'Show the charts as tables' },
  search: { command: 'Show hyperparameter search', file: 'batch-sizes.ts', tables: 'Show the charts as tables' },
};
const kinds = Object.keys(ways) as Kind[];

/** Brings the panel to the front. */
async function open(workbench: Workbench, kind: Kind): Promise<void> {
  const { command, file } = ways[kind];
  await workbench.openFile(file);
  await workbench.commandFromEditor(`Saddlescope: ${command}`);
  const tab = workbench.tab(`${panelKinds[kind].title}: ${file === 'himmelblau.ts' ? 'himmelblau' : 'sineLoss'}`);
  await tab.and(workbench.page.locator('.active')).waitFor();
  await workbench.panel.settled();
}

it.for(themes)('no panel breaks a rule of axe-core in the theme %s', { timeout: 300_000 }, async (theme, { workbench }) => {
  await workbench.switchTheme(theme);
  const found: Partial<Record<Kind, string[]>> = {};
  for (const kind of kinds) {
    await open(workbench, kind);
    found[kind] = await violations(workbench.panel.frame);
    await workbench.screenshot(`accessibility-${kind}-${theme}`);
  }
  expect(found).toEqual(Object.fromEntries(kinds.map((kind) => [kind, []])));
});

it.for(kinds)(
  'Tab leads to every control of the %s panel, which shows that it has the focus and has a name',
  async (kind, { workbench }) => {
    await open(workbench, kind);
    const { stops, missed } = await tabWalk(workbench.page, workbench.panel.frame);
    expect(stops.length).toBeGreaterThan(3);
    expect(stops.filter(({ name }) => name === '')).toEqual([]);
    expect(stops.filter(({ visible }) => !visible)).toEqual([]);
    expect(missed).toEqual([]);
  },
);

it.for(kinds)('every chart of the %s panel has a table', async (kind, { workbench }) => {
  await open(workbench, kind);
  const tables = workbench.panel.button(ways[kind].tables);
  await tables.click();
  await expect.poll(() => tables.getAttribute('aria-pressed')).toBe('true');
  await expect.poll(() => chartsWithoutTable(workbench.panel.frame)).toEqual([]);
  await expect.poll(() => violations(workbench.panel.frame)).toEqual([]);
  await tables.click();
});

it.for(kinds)('nothing moves in the %s panel for who asks for less motion', async (kind, { workbench }) => {
  await workbench.page.emulateMedia({ reducedMotion: 'reduce' });
  await open(workbench, kind);
  await expect.poll(() => motions(workbench.panel.frame)).toEqual([]);
});
