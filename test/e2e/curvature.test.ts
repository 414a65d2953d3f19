/** The Curvature panel: cross-sections at a saddle, the way out of it, moving the point, edits and themes. */
import { expect } from 'vitest';
import { themes } from '../../scripts/lib/profile.mjs';
import { CurvaturePanel } from './lib/curvaturePanel';
import { lineOf } from './lib/lineOf';
import { workbenchTest } from './lib/test';
import { boxOf, textOf } from './lib/workbench';

const it = workbenchTest({ folder: 'examples', file: 'saddle-toy.ts', size: { width: 1600, height: 1000 } }).extend(
  'panel',
  ({ workbench }) => new CurvaturePanel(workbench.page),
);
const texts = async (all: { allInnerTexts(): Promise<string[]> }) =>
  (await all.allInnerTexts()).map((text) => text.replaceAll('\u00a0', ' '));

it('opens from the palette beside the source, at the start of the loss', async ({ workbench, panel }) => {
  await workbench.command('Saddlescope: Show curvature');
  await panel.settled();
  await workbench.tab('Curvature: saddleToy').waitFor();
  await expect.poll(() => textOf(panel.title)).toBe('saddleToy(w1, w2)');
  await expect.poll(() => textOf(panel.verdict)).toContain('Not critical: near saddle s₁');
  await expect.poll(() => panel.coordinate('w1').inputValue()).toBe('0.01');
});

it('at the saddle shows the numbers of the textbook', async ({ panel }) => {
  await panel.place('s₁').click();
  await panel.settled();
  await expect.poll(() => textOf(panel.verdict)).toContain('Saddle s₁');
  await expect.poll(() => textOf(panel.verdict)).toContain('λ₁ = 2, λ₂ = −2, det H = −4 < 0');
  await expect.poll(() => texts(panel.eigenvalues)).toEqual(['λ₁ = 2', 'λ₂ = −2']);
  await expect.poll(() => texts(panel.directions)).toEqual(['u₁ = (1, −1)/√2', 'u₂ = (1, 1)/√2']);
  await expect.poll(() => texts(panel.hessian)).toEqual(['0', '−2', '−2', '0']);
  await expect.poll(() => textOf(panel.readout('Inertia'))).toBe('1+ 1−');
  await expect.poll(() => textOf(panel.readout('Hessian'))).toBe('indefinite');
});

it('escapes both ways to loss 0, and looks at where a branch ends', async ({ panel }) => {
  await panel.button('Escape along u₂').click();
  await panel.branch('+u').waitFor();
  for (const name of ['+u', '−u']) {
    for (const words of ['on a curve of minima', 'L = 1.00 → 0, down by 1.00'])
      await expect.poll(() => textOf(panel.branch(name))).toContain(words);
  }
  await panel.button('Look where −u ends').click();
  // 0 up to rounding, as the last step has it.
  await expect.poll(() => textOf(panel.readout('Loss L'))).toMatch(/^(0|\d\.\d×10⁻[²³].)$/);
  await expect.poll(() => textOf(panel.verdict)).toContain('On a curve of minima');
  await expect.poll(() => panel.coordinate('w1').inputValue()).toBe('−1');
  await panel.button('Back there').click();
  await expect.poll(() => textOf(panel.verdict)).toContain('Saddle s₁');
});

it('the point slides along an eigenvector, by pointer and by keys, and all follows', async ({ workbench, panel }) => {
  const handle = panel.handle('u₂');
  await workbench.drag(await boxOf(handle), { x: 60, y: 0 });
  await panel.settled();
  const dragged = Number(await panel.coordinate('w1').inputValue());
  expect(dragged).toBeGreaterThan(0.05);
  await expect.poll(async () => Number(await panel.coordinate('w2').inputValue())).toBeCloseTo(dragged, 5);
  await expect.poll(() => textOf(panel.verdict)).toContain('Not critical');
  await handle.press('ArrowLeft');
  await expect.poll(async () => Number(await panel.coordinate('w1').inputValue())).toBeLessThan(dragged);
  await expect.poll(async () => Number(await handle.getAttribute('aria-valuenow'))).toBeCloseTo(-1 / 40, 6);
  await handle.press('Escape');
  await expect.poll(async () => Number(await panel.coordinate('w1').inputValue())).toBe(dragged);
});

it('a coordinate can be typed', async ({ panel }) => {
  const [w1, w2] = [panel.coordinate('w1'), panel.coordinate('w2')];
  for (const field of [w1, w2]) {
    await field.fill('0');
    await field.press('Enter');
  }
  await expect.poll(() => textOf(panel.verdict)).toContain('Saddle s₁');
  await w1.fill('much');
  await w1.press('Enter');
  await panel.frame.locator('vscode-text-field[aria-invalid="true"]').waitFor();
  await w1.fill('0');
  await w1.press('Enter');
});

it.for(themes)('%s', async (theme, { workbench, panel }) => {
  await workbench.switchTheme(theme);
  await panel.settled();
  await expect.poll(() => panel.background()).toBe(await workbench.editorBackground());
  await workbench.screenshot(`curvature-${theme}`);
});

const bodyLine = lineOf('saddle-toy.ts', '  return');

it('follows an unsaved edit, and stays through a mistake', async ({ workbench, panel }) => {
  const { editor } = workbench;
  const version = await panel.settled();
  await workbench.page.keyboard.press('Control+1');
  await editor.replaceLine(bodyLine, '  return 3 * (1 - w1 * w2) ** 2;');
  await panel.settledAfter(version);
  await expect.poll(() => texts(panel.eigenvalues)).toEqual(['λ₁ = 6', 'λ₂ = −6']);
  await expect.poll(() => textOf(panel.branch('+u'))).toContain('L = 3.00 → 0');
  await editor.insert(')');
  await panel.untilState('broken');
  await expect.poll(() => textOf(panel.verdict)).toContain(`saddle-toy.ts:${bodyLine}:`);
  await expect.poll(() => texts(panel.eigenvalues)).toEqual(['λ₁ = 6', 'λ₂ = −6']);
  await editor.replaceLine(bodyLine, '  return (1 - w1 * w2) ** 2;');
  await panel.untilState('ready');
  await panel.settled();
  await expect.poll(() => texts(panel.eigenvalues)).toEqual(['λ₁ = 2', 'λ₂ = −2']);
});
