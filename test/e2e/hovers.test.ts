/** The picture in the hover on a loss, in every theme, as VS Code lets it through. */
import { expect } from 'vitest';
import { themes } from '../../scripts/lib/profile.mjs';
import { workbenchTest } from './lib/test';

const it = workbenchTest({ folder: 'examples', file: 'himmelblau.ts', size: { width: 1280, height: 900 } });

it.for(themes)('%s: numbers and a picture that is drawn', async (theme, { workbench }) => {
  const { page, editor } = workbench;
  await workbench.switchTheme(theme);
  await workbench.lenses(/minima/).waitFor();
  await editor.line('export function himmelblau').getByText('himmelblau', { exact: true }).hover();
  const hover = page.locator('.monaco-hover:not(.hidden)');
  const picture = hover.locator('img[src^="data:image/svg+xml"]');
  await picture.waitFor();
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.decode().then(() => image.naturalWidth))).toBe(180);
  await hover.getByText('∇L', { exact: true }).waitFor();
  await workbench.screenshot(`hover-${theme}`);
  await page.keyboard.press('Escape');
});
