/** The lens over losses of the gallery, of every shape of parameters and data that there is, and nowhere else. */
import { readFileSync } from 'node:fs';
import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import { inRoot } from '../../scripts/lib/paths.mjs';
import { workbenchTest } from './lib/test';

const it = workbenchTest({ folder: 'examples', file: 'rosenbrock.ts', size: { width: 1280, height: 1600 } });

const examples = [
  ...['rosenbrock.ts', 'sharp-and-flat.ts', 'logistic-regression.ts', 'rescaling.ts', 'xor-network.ts'],
  ...['plateaus.ts', 'mini-batches.ts', 'lottery.ts', 'wrong-gradient.ts'],
];

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
  // Those of the file before may still be on screen, and VS Code draws lenses anew whenever they change.
  const rightAbove = (index: number, line: string) => isRightAbove(inspected.nth(index), workbench.editor.line(line));
  for (const [index, line] of losses.entries()) await expect.poll(() => rightAbove(index, line), { timeout: 30_000 }).toBe(true);
  await expect.poll(() => workbench.lenses().count()).toBe(losses.length);
});

async function isRightAbove(lens: Locator, line: Locator): Promise<boolean> {
  if ((await lens.count()) === 0 || (await line.count()) === 0) return false;
  const [above, below] = [await lens.boundingBox(), await line.boundingBox()];
  return above !== null && below !== null && Math.abs(below.y - (above.y + above.height)) < above.height / 2;
}
