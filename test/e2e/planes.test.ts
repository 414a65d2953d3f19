/** With more than two parameters: the planes that the map can show, what is projected onto them, and what is laid over them. */
import { expect } from 'vitest';
import { workbenchTest } from './lib/test';
import { boxOf, textOf } from './lib/workbench';

/** Minima at a = ±1, c = 1, a saddle between them. */
const wells = `/** @start [1.5, 0.5, 0.3]
 *  @domain a -2..2, b -2..2, c -2..2 */
export function wells(a: number, b: number, c: number): number {
  return (a * a - 1) ** 2 + b * b + (c - 1) ** 2;
}
`;

const it = workbenchTest({
  ...{ folder: 'examples', file: 'xor-network.ts', size: { width: 1600, height: 1000 } },
  files: { 'wells.ts': wells },
});

it('begins with two coordinates, and says how far the paths are from what is drawn', async ({ workbench }) => {
  const { panel } = workbench;
  await workbench.lenses().first().click();
  await panel.settled();
  await expect.poll(() => panel.map.getAttribute('aria-label')).toMatch(/over w\[0\] and w\[1\]/);
  await panel.frame.getByText('of the drawn range off').waitFor();
  await expect.poll(() => panel.map.locator('.veil[d^="M"]').count()).toBeGreaterThan(0);
  const table = panel.frame.getByRole('table', { name: /^The path of Gradient descent and what the plane shows/ });
  await expect.poll(() => table.getByRole('row').count()).toBe(13);
});

it.for([
  ['top eigenvectors', /over u₁ and u₂/, /Eigenvectors at the end of the path, of λ = /],
  ['main directions of the path', /over PC₁ and PC₂/, /they explain [\d.]+\s% and [\d.]+\s% of its variance/],
  ['random directions', /over d₁ and d₂/, /filter-normalised, seed 1/],
  ['three points', /over along and aside/, /Through start \(0, 0\), end of Gradient descent along/],
] as const)('shows the plane of %s', async ([plane, name, words], { workbench }) => {
  const { panel } = workbench;
  await panel.choose('Plane', plane);
  await panel.frame.getByRole('application', { name }).waitFor();
  await panel.settled();
  await expect.poll(() => textOf(panel.frame.locator('.sliced .note').filter({ hasText: words }))).toMatch(words);
  await expect.poll(() => panel.paths.count()).toBe(3);
  await workbench.screenshot(`plane ${plane}`);
});

it('draws other random directions', async ({ workbench }) => {
  const { panel } = workbench;
  await panel.choose('Plane', 'random directions');
  await panel.frame.getByText('seed 1').waitFor();
  await panel.settled();
  const before = await panel.routes();
  await panel.button('Redraw').click();
  await panel.frame.getByText('seed 2').waitFor();
  await panel.settled();
  await expect.poll(() => panel.routes()).not.toEqual(before);
});

it('takes the points of a plane from a list', async ({ workbench }) => {
  const { panel } = workbench;
  await panel.choose('Plane', 'three points');
  await panel.settled();
  await panel.choose('Second point', 'end of Adam');
  await panel.frame.getByText(/Through start \(0, 0\), end of Adam along/).waitFor();
  await panel.settled();
});

it('lays curvature over a plane, of the whole Hessian', async ({ workbench }) => {
  const { panel } = workbench;
  await panel.choose('Overlay', 'smallest eigenvalue');
  await expect.poll(() => panel.legendSymbol()).toBe('λmin');
  await panel.settled();
  const map = await boxOf(panel.map);
  await workbench.page.mouse.move(map.x + map.width / 2, map.y + map.height / 2);
  await expect.poll(() => panel.pointerWords()).toMatch(/λmin/);
});

it('moves the start within the plane', async ({ workbench }) => {
  const { panel } = workbench;
  const [ring, routes] = [await boxOf(panel.startRing), await panel.routes()];
  await workbench.drag(ring, { x: 20, y: -15 });
  await panel.settled();
  await expect.poll(() => panel.routes()).not.toEqual(routes);
  await panel.button('Undo (Ctrl+Z)').click();
});

it('comes back after a reload', async ({ workbench }) => {
  const { panel } = workbench;
  await workbench.reload();
  await panel.settled();
  await panel.frame.getByText(/Through start/).waitFor();
});

it('projects critical points, with how far they lie beside the map', async ({ workbench }) => {
  const { panel } = workbench;
  await workbench.openFile('wells.ts');
  await workbench.page.locator('.monaco-editor[data-uri$="/wells.ts"] .codelens-decoration a').first().click();
  await panel.frame.getByRole('heading', { name: /^wells/ }).waitFor();
  await panel.settled();
  await panel.button('Look for critical points').click();
  await panel.frame.locator('.points tbody tr').first().waitFor();
  await panel.settled();
  await expect.poll(() => panel.frame.locator('.points tbody tr').count()).toBe(3);
  await panel.choose('Plane', 'random directions');
  await panel.settled();
  await expect.poll(async () => (await panel.map.locator('.name').allTextContents()).join()).toMatch(/[ms].?, [\d.]+ off/);
  await workbench.screenshot('plane critical points');
});

it('has room for its choices in a narrow panel', async ({ workbench }) => {
  const { panel } = workbench;
  await workbench.page.setViewportSize({ width: 1320, height: 1250 });
  await panel.choose('Plane', 'three points');
  await panel.settled();
  const [width, needed] = await panel.frame.locator('body').evaluate((body) => [body.clientWidth, body.scrollWidth]);
  expect(width).toBeLessThan(520);
  expect(needed).toBeLessThanOrEqual(width);
  await workbench.screenshot('planes-narrow');
});
