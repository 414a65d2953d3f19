/** What can't be visualised says why at its place; nothing is lost and the editor is never blocked. */
import { expect } from 'vitest';
import { workbenchTest } from './lib/test';

const it = workbenchTest({ folder: 'test/fixtures/losses', file: 'bowl.ts', files: { 'long.ts': longFile(20_000) } });

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

it('a file of 20,000 lines has its lens, and typing in it stays fluent', async ({ workbench }) => {
  const { editor } = workbench;
  await workbench.openFile('long.ts');
  await workbench.lenses('Visualize descent | κ').waitFor();
  await editor.goTo(3, 10);
  const started = performance.now();
  for (const digit of '123456789') await editor.insert(digit);
  await editor.line('return 123456789x').waitFor();
  expect(performance.now() - started).toBeLessThan(3000);
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
