/** The Surface panel: the picture with all that lies on it, going round it, losing the graphics card, edits, reload and themes. */
import { expect } from 'vitest';
import { themes } from '../../scripts/lib/profile.mjs';
import { lineOf } from './lib/lineOf';
import { SurfacePanel } from './lib/surfacePanel';
import { workbenchTest } from './lib/test';
import { boxOf, textOf } from './lib/workbench';

const it = workbenchTest({ folder: 'examples', file: 'himmelblau.ts', size: { width: 1600, height: 1000 } }).extend(
  'panel',
  ({ workbench }) => new SurfacePanel(workbench.page),
);

it('opens from the palette beside the source, with paths, critical points and axes', async ({ workbench, panel }) => {
  await workbench.command('Saddlescope: Show surface');
  await panel.settled();
  await workbench.tab('Surface: himmelblau').waitFor();
  await expect.poll(() => textOf(panel.title)).toBe('himmelblau(x, y)');
  await expect.poll(() => panel.gridSize()).toBe(201);
  await expect.poll(async () => new Set(await panel.pathNames())).toEqual(new Set(['Gradient descent', 'Momentum', 'Adam']));
  for (const [kind, count] of [
    ['minimum', 4],
    ['saddle', 4],
    ['maximum', 1],
  ] as const) {
    await expect.poll(() => panel.points(kind).count()).toBe(count);
  }
  await expect.poll(() => textOf(panel.verdict)).toContain('4 minima, 4 saddles, 1 maximum');
  const texts = await panel.axisTexts();
  expect(texts).toEqual(expect.arrayContaining(['x', 'y', 'L, logarithmic', '100']));
  await workbench.screenshot('surface-first');
});

it('says the same in words and tables', async ({ panel }) => {
  await expect.poll(() => panel.picture.getAttribute('aria-label')).toContain('Surface of himmelblau over x and y. 4 minima');
  const tables = panel.frame.getByRole('region', { name: 'The picture as tables' });
  await expect.poll(() => tables.getByRole('row').filter({ hasText: 'minimum' }).count()).toBe(4);
  await expect.poll(() => tables.getByRole('table', { name: 'Where the paths end' }).getByRole('row').count()).toBe(4);
});

it('turns by keys, pointer and wheel, and comes back', async ({ workbench, panel }) => {
  const [azimuth = 0, elevation = 0] = await panel.orbit();
  const before = { pixels: await panel.pixels(), route: await panel.route('Adam') };
  for (let i = 0; i < 4; i++) await panel.picture.press('ArrowRight');
  await expect.poll(() => panel.orbit()).toEqual([azimuth + 20, elevation, 1]);
  await expect.poll(async () => (await panel.pixels()).equals(before.pixels)).toBe(false);
  await expect.poll(() => panel.route('Adam')).not.toBe(before.route);
  await workbench.drag(await boxOf(panel.picture), { x: 0, y: 50 });
  await expect.poll(async () => (await panel.orbit())[1]).toBeGreaterThan(elevation + 10);
  await panel.picture.press('+');
  await expect.poll(async () => (await panel.orbit())[2]).toBeCloseTo(1.15);
  await panel.picture.press('Home');
  await expect.poll(() => panel.orbit()).toEqual([azimuth, elevation, 1]);
  await expect.poll(() => panel.route('Adam')).toBe(before.route);
});

it('rests when nothing changes', async ({ panel }) => {
  await panel.atRest();
  await expect.poll(() => panel.framesAskedFor(500)).toBe(0);
});

it('a path can be hidden and shown again', async ({ panel }) => {
  const adam = panel.frame.getByRole('group', { name: 'Paths' }).getByRole('button', { name: /^Adam/ });
  await adam.click();
  await expect.poll(() => panel.pathNames()).not.toContain('Adam');
  await adam.click();
  await expect.poll(() => panel.pathNames()).toContain('Adam');
});

it('is drawn without WebGL while the graphics card has lost it, and with it again afterwards', async ({ workbench, panel }) => {
  await expect.poll(() => panel.renderer()).toBe('webgl');
  await panel.picture.press('Home');
  await panel.atRest();
  const accelerated = await panel.pixels();
  const restore = await panel.loseContext();
  await expect.poll(() => panel.renderer()).toBe('canvas');
  await workbench.screenshot('surface-canvas');
  await panel.picture.press('ArrowUp');
  await panel.picture.press('Home');
  await restore();
  await expect.poll(() => panel.renderer()).toBe('webgl');
  await expect.poll(async () => (await panel.pixels()).equals(accelerated)).toBe(true);
});

it('comes back after a reload, seen from where it was', async ({ workbench, panel }) => {
  for (let i = 0; i < 3; i++) await panel.picture.press('ArrowUp');
  await panel.atRest();
  const orbit = await panel.orbit();
  await workbench.reload();
  await panel.settled();
  await expect.poll(() => panel.orbit()).toEqual(orbit);
  await expect.poll(() => panel.points('minimum').count()).toBe(4);
  await panel.picture.press('Home');
});

it.for(themes)('%s', async (theme, { workbench, panel }) => {
  await workbench.switchTheme(theme);
  await panel.settled();
  await expect.poll(() => panel.background()).toBe(await workbench.editorBackground());
  await workbench.screenshot(`surface-${theme}`);
});

const bodyLine = lineOf('himmelblau.ts', '  return');

it('follows an unsaved edit, and stays through a mistake', async ({ workbench, panel }) => {
  const { editor } = workbench;
  const version = await panel.settled();
  await workbench.page.keyboard.press('Control+1');
  await editor.replaceLine(bodyLine, '  return x * x + 2 * y * y;');
  await panel.settledAfter(version);
  await expect.poll(() => panel.points('minimum').count()).toBe(1);
  await expect.poll(() => panel.points('saddle').count()).toBe(0);
  await expect.poll(() => textOf(panel.verdict)).toContain('1 minimum');
  await editor.insert(')');
  await panel.untilState('broken');
  await expect.poll(() => textOf(panel.verdict)).toContain(`himmelblau.ts:${bodyLine}:`);
  await expect.poll(() => panel.points('minimum').count()).toBe(1);
});

it('is drawn on a plain canvas where there is no WebGL', async ({ workbench, panel }) => {
  await workbench.page.keyboard.press('Control+1');
  await workbench.editor.replaceLine(bodyLine, '  return x * x + 2 * y * y;');
  await workbench.page.addInitScript(() => {
    const original = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...rest: unknown[]) {
      return kind.startsWith('webgl') ? null : Reflect.apply(original, this, [kind, ...rest]);
    };
  });
  await workbench.reload();
  await panel.settled();
  await expect.poll(() => panel.renderer()).toBe('canvas');
  await panel.picture.press('ArrowRight');
  await panel.atRest();
  await workbench.screenshot('surface-no-webgl');
});
