/** The lens over every loss of the gallery, and nowhere else. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { inRoot } from '../../scripts/lib/paths.mjs';
import { workbenchTest } from './lib/test';
import { boxOf } from './lib/workbench';

const it = workbenchTest({ folder: 'examples', file: 'rosenbrock.ts', size: { width: 1280, height: 1600 } });

const examples = readdirSync(inRoot('examples')).filter((name) => name.endsWith('.ts'));

/** The exported functions that return a number, as their lines say it. */
function lossLines(file: string): string[] {
  const lines = readFileSync(inRoot('examples', file), 'utf8').split('\n');
  return lines.filter((line) => /^export (function|const) .*: number (=>|\{)/.test(line));
}

it.for(examples)('%s: a lens with what is known at the start stands right above each loss', async (file, { workbench }) => {
  const losses = lossLines(file);
  expect(losses.length).toBeGreaterThan(0);
  await workbench.openFile(file);
  const inspected = workbench.lenses(/Visualize descent \| κ .* at start/);
  await inspected.nth(losses.length - 1).waitFor();
  expect(await workbench.lenses().count()).toBe(losses.length);
  for (const [index, line] of losses.entries()) {
    const lens = await boxOf(inspected.nth(index));
    const text = await boxOf(workbench.editor.line(line));
    expect(text.y - (lens.y + lens.height)).toBeGreaterThan(-lens.height / 2);
    expect(text.y - (lens.y + lens.height)).toBeLessThan(lens.height / 2);
  }
});
