/** What all optimizers share: a schedule, a penalty and clipping; undone, and kept across a reload. */
import { expect } from 'vitest';
import { workbenchTest } from './lib/test';
import { textOf } from './lib/workbench';

const it = workbenchTest({ folder: 'test/fixtures/losses', file: 'lasso.ts', size: { width: 1600, height: 1100 } });

it('a schedule shows its preview and the curve of η; undo takes it back', async ({ workbench }) => {
  const { panel } = workbench;
  await workbench.lenses().click();
  await panel.settled();
  await expect.poll(() => panel.curves()).not.toContain('η');
  await panel.runSettings.click();
  await panel.choose('Schedule', 'Cosine');
  await expect.poll(() => panel.curves()).toContain('η');
  await panel.frame.getByRole('img', { name: /^Preview of the schedule: η .* … / }).waitFor();
  await expect.poll(() => panel.runSettings.getAttribute('aria-label')).toContain('Cosine');
  await panel.button('Undo (Ctrl+Z)').click();
  await expect.poll(() => panel.curves()).not.toContain('η');
  await panel.button('Redo (Ctrl+Shift+Z)').click();
  await expect.poll(() => panel.curves()).toContain('η');
});

it('an L1 penalty leads to an exact zero, with its diamond on the map and the coefficients over α', async ({ workbench }) => {
  const { panel } = workbench;
  await panel.button('+ Penalty').click();
  await panel.frame.getByRole('menuitem', { name: /L1/ }).click();
  const strength = panel.frame.getByRole('textbox', { name: 'Strength' });
  await strength.fill('2');
  await strength.press('Enter');
  await expect.poll(() => textOf(panel.verdict)).toContain('1 of 2 parameters is exactly 0');
  await expect.poll(() => panel.curves()).toContain('L + R');
  await panel.settled();
  await expect.poll(() => panel.map.locator('text', { hasText: 'L1 diamond' }).count()).toBe(1);
  const coefficients = panel.frame.getByRole('region', { name: 'Coefficients over α' });
  await expect.poll(() => textOf(coefficients)).toContain('bend = 0');
  const slider = coefficients.getByRole('slider', { name: /^Strength α/ });
  await expect.poll(async () => Number(await slider.getAttribute('aria-valuenow'))).toBe(2);
});

it('a click on the coefficients sets α, and undo restores it', async ({ workbench }) => {
  const { panel } = workbench;
  const slider = panel.frame.getByRole('slider', { name: /^Strength α/ });
  await slider.click();
  const alpha = async () => Number(await slider.getAttribute('aria-valuenow'));
  await expect.poll(alpha).toBeLessThan(0.5);
  await expect.poll(() => textOf(panel.verdict)).not.toContain('exactly 0');
  await panel.button('Undo (Ctrl+Z)').click();
  await expect.poll(alpha).toBe(2);
  await expect.poll(() => textOf(panel.verdict)).toContain('exactly 0');
});

it('shows what the optimizer keeps, per parameter', async ({ workbench }) => {
  const { panel } = workbench;
  await panel.optimizer('Adam').click();
  await panel.button('What Adam keeps').click();
  const heads = panel.frame.locator('.internals thead :is(td, th)');
  await expect.poll(() => heads.allInnerTexts()).toEqual(['', 'm', 'v', 'm̂', 'v̂', 'effective step']);
  await expect.poll(() => panel.frame.locator('.internals tbody th').allInnerTexts()).toEqual(['slope', 'bend']);
});

it('all of it is there after a reload', async ({ workbench }) => {
  const { panel } = workbench;
  await workbench.reload();
  await panel.settled();
  await expect.poll(() => panel.runSettings.getAttribute('aria-label')).toMatch(/Cosine.*L1/);
  await expect.poll(() => panel.curves()).toEqual(expect.arrayContaining(['η', 'L + R']));
  await panel.button('What Adam keeps').waitFor();
  await expect
    .poll(async () => Number(await panel.frame.getByRole('slider', { name: /^Strength α/ }).getAttribute('aria-valuenow')))
    .toBe(2);
});
