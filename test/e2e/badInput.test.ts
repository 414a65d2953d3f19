/** What can't be visualised says why at its place; nothing is lost and the editor is never blocked. */
import { expect } from 'vitest';
import { workbenchTest } from './lib/test';
import { textOf } from './lib/workbench';

const hungry = `/** @start [1, 2] */
export function hungry(x: number, y: number): number {
  const kept: number[][] = [];
  while (x > 0) kept.push(new Array(1e5).fill(y));
  return kept.length + x * x + y * y;
}
`;

const it = workbenchTest({
  folder: 'test/fixtures/losses',
  file: 'bowl.ts',
  files: { 'long.ts': longFile(20_000), 'short.ts': longFile(20), 'hungry.ts': hungry },
  settings: { 'saddlescope.memoryLimit': 700, 'saddlescope.timeLimit': 30 },
});

it.for([
  ['lengthUnknown.ts', /@start/],
  ['importMissing.ts', /nowhere/],
  ['notANumber.ts', /number/],
] as const)('%s is a problem that says %s', async ([file, message], { workbench }) => {
  const { problems } = workbench;
  await workbench.openFile(file);
  await workbench.lenses().waitFor(); // an editor without focus asks for no lenses
  await problems.show();
  await problems.from('Saddlescope', message).waitFor();
  await problems.hide();
});

it('a loss that is NaN at its start says so in its lens', async ({ workbench }) => {
  await workbench.openFile('nanAtStart.ts');
  await workbench.lenses('loss is NaN at start').waitFor();
});

it('a loss that takes too much memory is stopped, the status bar and its problem say why, and the next edit works', async ({
  workbench,
}) => {
  const { editor, problems, statusBarItem } = workbench;
  await workbench.openFile('hungry.ts');
  await expect.poll(() => textOf(statusBarItem), { timeout: 30_000 }).toContain('stopped');
  await problems.show();
  await problems.from('Saddlescope', /hungry.? needed more than 700 MB of memory and was stopped/).waitFor();
  await problems.hide();
  await editor.goTo(4, '  while (x > '.length + 1);
  await editor.insert('9');
  await workbench.lenses('Visualize descent | κ').waitFor();
  await expect.poll(() => textOf(statusBarItem)).not.toContain('stopped');
});

it('a file of 20,000 lines has its lens, and typing in it is as fluent as in a short one', async ({ workbench }) => {
  const { editor } = workbench;
  const typing = async (file: string): Promise<number> => {
    await workbench.openFile(file);
    await workbench.lenses('Visualize descent | κ').waitFor();
    await editor.goTo(3, 10);
    const started = performance.now();
    for (const digit of '123456789') await editor.insert(digit);
    await editor.line('return 123456789x').waitFor();
    return performance.now() - started;
  };
  const [short, long] = [await typing('short.ts'), await typing('long.ts')];
  expect(long / short).toBeLessThan(5);
});

/** A loss at the top of many small functions. */
function longFile(lines: number): string {
  const loss = ['/** @start [1, 1] */', 'export function loss(x: number, y: number): number {', '  return x * x + y * y;', '}'];
  const helpers = Array.from(
    { length: lines - loss.length },
    (_, index) => `function helper${index}(text: string): string { return text + '${index}'; }`,
  );
  return [...loss, ...helpers].join('\n');
}
