/** The Spectrum panel: eigenvalues, minima side by side, rescaling, lines between minima, many parameters, edits, reload and themes. */
import { expect } from 'vitest';
import { themes } from '../../scripts/lib/profile.mjs';
import { lineOf } from './lib/lineOf';
import { SpectrumPanel } from './lib/spectrumPanel';
import { workbenchTest } from './lib/test';
import { textOf } from './lib/workbench';

const wide = `/** @start initial() */
export function wide(w: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < w.length; i++) sum += (1 + (i % 7)) * w[i] ** 2 / 2 + Math.sin(w[i]) ** 4;
  return sum;
}

export const initial = () => new Float64Array(3000).fill(0.1);
`;

const it = workbenchTest({
  folder: 'examples',
  file: 'rescaling.ts',
  size: { width: 1600, height: 1100 },
  files: { 'wide.ts': wide },
}).extend('panel', ({ workbench }) => new SpectrumPanel(workbench.page));

const number = (text: string): number => Number(text.replace('−', '-'));

it('opens from the palette beside the source, at the start of the loss', async ({ workbench, panel }) => {
  await workbench.command('Saddlescope: Show spectrum');
  await panel.settled();
  await workbench.tab('Spectrum: rescaledLayers').waitFor();
  await expect.poll(() => textOf(panel.title)).toBe('rescaledLayers({ first, second })');
  await expect.poll(() => textOf(panel.point)).toContain('start');
  await expect.poll(() => textOf(panel.verdict)).toContain('All 3 eigenvalues, exactly.');
  await expect.poll(() => panel.eigenvalues.count()).toBe(3);
  const [largest, smallest, trace] = await Promise.all(['λmax', 'λmin', 'Trace'].map(async (name) => textOf(panel.readout(name))));
  expect(number(largest)).toBeGreaterThan(0);
  expect(smallest).toBe('0');
  expect(number(trace)).toBeGreaterThan(number(largest));
});

it('rescales the layers: the loss stays, the sharpness goes', async ({ workbench, panel }) => {
  const slider = panel.frame.getByRole('slider', { name: 'Rescale the parameters' });
  await slider.fill('75');
  const lastTwo = async () => (await panel.sharpness()).slice(-2);
  await expect
    .poll(async () => {
      const [own, twin] = await lastTwo();
      return Number(twin[2]) / Number(own[2]);
    })
    .toBeGreaterThan(10);
  const [own, twin] = await lastTwo();
  expect(twin[0]).toContain('rescaled');
  expect(twin[1]).toBe(own[1]);
  await expect
    .poll(() => textOf(panel.frame.getByRole('region', { name: 'Sharpness', exact: true })))
    .toContain('Here L stays 0 while λmax goes from');
  await workbench.screenshot('spectrum-rescaling');
});

it('says no more of rescaling once a penalty makes it cost something', async ({ workbench, panel }) => {
  const before = await panel.settled();
  await workbench.openFile('rescaling.ts');
  await workbench.editor.replaceLine(lineOf('rescaling.ts', 'const penalty'), 'const penalty = 0.1;');
  await panel.settledAfter(before);
  await expect.poll(() => panel.frame.getByRole('slider', { name: 'Rescale the parameters' }).isVisible()).toBe(false);
  await expect.poll(async () => (await panel.sharpness()).some(([name]) => name.includes('rescaled'))).toBe(false);
});

it('goes to a saddle, a typed point and back; a wrong point is explained', async ({ workbench, panel }) => {
  await workbench.openFile('himmelblau.ts');
  await workbench.command('Saddlescope: Show spectrum');
  await workbench.tab('Spectrum: himmelblau').waitFor();
  await panel.settled();
  await expect.poll(() => panel.places.count()).toBe(10);
  await panel.place('s₁').click();
  await expect.poll(() => textOf(panel.verdict)).toContain('Of 2 directions 1 up, 1 down');
  await panel.typed.fill('[3, 2]');
  await panel.typed.press('Enter');
  await expect.poll(() => textOf(panel.verdict)).toContain('Of 2 directions 2 up');
  await expect.poll(() => textOf(panel.readout('λmax'))).toBe('82.28');
  await panel.typed.fill('[1]');
  await panel.typed.press('Enter');
  await expect
    .poll(() => textOf(panel.point.getByRole('alert')))
    .toBe('[1] does not fit the parameters of himmelblau: x: number, y: number.');
  await panel.button('Back to the start').click();
  await expect.poll(() => textOf(panel.point)).toContain('start');
});

it('a line between two minima has its barrier', async ({ panel }) => {
  await panel.choose('From', 'm₁');
  await panel.choose('To', 'm₂');
  await expect.poll(() => textOf(panel.line)).toMatch(/A barrier of [\d.]+ between m₁ and m₂, at t\s=\s0\.\d+/);
});

it('reloads to the same point', async ({ workbench, panel }) => {
  await panel.place('m₂').click();
  await expect.poll(() => textOf(panel.point)).toContain('m₂');
  await workbench.reload();
  await panel.settled();
  await expect.poll(() => textOf(panel.point)).toContain('m₂');
});

it.for(themes)('a network, %s', async (theme, { workbench, panel }) => {
  if (theme === themes[0]) {
    await workbench.openFile('xor-network.ts');
    await workbench.command('Saddlescope: Show spectrum');
    await workbench.tab('Spectrum: xorLoss').waitFor();
  }
  await workbench.switchTheme(theme);
  await panel.settled();
  const points = panel.frame.getByRole('region', { name: 'Critical points' });
  await expect.poll(() => textOf(points)).toMatch(/\d+ points from \d+ random starts/);
  await workbench.screenshot(`spectrum-${theme}`);
});

it('thousands of parameters: both ends by Lanczos, the rest by sampling, with its error', async ({ workbench, panel }) => {
  await workbench.openFile('wide.ts');
  await workbench.command('Saddlescope: Show spectrum');
  await workbench.tab('Spectrum: wide').waitFor();
  await panel.settled();
  await expect.poll(() => textOf(panel.verdict)).toContain('by Lanczos');
  await expect.poll(() => textOf(panel.readout('Parameters'))).toBe('3,000');
  // At 0.1: L''ᵢᵢ = 1 + (i mod 7) + 12 sin² cos² − 4 sin⁴, and nothing off the diagonal.
  const bent = 12 * Math.sin(0.1) ** 2 * Math.cos(0.1) ** 2 - 4 * Math.sin(0.1) ** 4;
  await expect.poll(async () => number(await textOf(panel.readout('λmax')))).toBeCloseTo(7 + bent, 3);
  await expect.poll(async () => number(await textOf(panel.readout('λmin')))).toBeCloseTo(1 + bent, 3);
  await workbench.screenshot('spectrum-wide');
});
