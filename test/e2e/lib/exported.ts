/** What is taken away from a panel: its menu, VS Code's dialog for where to save, and the file that is written. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import * as path from 'node:path';
import { expect } from 'vitest';
import type { Panel } from './panel';
import type { Workbench } from './workbench';

/** Chooses from the panel's export menu, and from the second one where there is one. */
export async function chooseExport(panel: Panel, ...labels: readonly string[]): Promise<void> {
  await panel.button('Export…').click();
  for (const label of labels) await panel.frame.getByRole('menuitem', { name: label, exact: true }).click();
}

/** Saves under a name in the folder, and gives what is in the file. */
export async function saveAs(workbench: Workbench, name: string): Promise<Buffer> {
  const file = path.join(workbench.folder, name);
  const input = workbench.quickInput;
  await expect.poll(() => input.inputValue()).toMatch(/\.(svg|png|csv|json|html)$/);
  // The dialog looks at the folder while one types, takes no Enter before it has, and may still write the name that it proposes.
  const written = async () => {
    if (await input.isVisible()) await ((await input.inputValue()) === file ? input.press('Enter') : input.fill(file));
    return existsSync(file) ? statSync(file).size : 0;
  };
  await expect.poll(written, { timeout: 60_000 }).toBeGreaterThan(0);
  return readFileSync(file);
}

/** Lines of numbers under their heads. */
export function parsedCsv(text: string): { readonly heads: readonly string[]; readonly rows: readonly (readonly string[])[] } {
  const [heads, ...rows] = text.split('\r\n').map((line) => line.split(','));
  return { heads, rows };
}

/** Width and height from the head of a PNG. */
export function pngSize(bytes: Buffer): readonly [width: number, height: number] {
  expect(bytes.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}
