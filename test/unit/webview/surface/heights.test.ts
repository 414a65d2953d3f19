import { describe, expect, it } from 'vitest';
import { heightScale } from '../../../../webview/panels/surface/heights';
import { raised } from './raised';

describe('heights', () => {
  it('are proportional to the loss on a linear scale', () => {
    const scale = heightScale(raised((x, y) => 3 + x + y));
    expect([-1, 1, 3, 7].map((loss) => scale.height(loss))).toEqual([0, 0.25, 0.5, 1]);
    expect(scale.kind).toBe('linear');
    for (const { height, label } of scale.ticks) expect(scale.height(Number(label.replace('\u2212', '-')))).toBeCloseTo(height, 12);
  });

  const bowl = raised((x, y) => 1e4 * (x * x + y * y) ** 3, [-2, 2, -2, 2], 129);

  it('rise by equal steps for equal ratios far above the smallest level', () => {
    const scale = heightScale(bowl);
    expect(scale.kind).toBe('log');
    const [low, middle, high] = [1e4, 1e5, 1e6].map((loss) => scale.height(loss));
    expect((middle - low) / (high - middle)).toBeCloseTo(1, 3);
    expect(scale.height(0)).toBe(0);
    expect(scale.height(1e4 * 8 ** 3)).toBeCloseTo(1, 12);
  });

  it('mark the base and powers of ten on a logarithmic scale', () => {
    const labels = heightScale(bowl).ticks.map(({ label }) => label);
    expect(labels[0]).toBe('0');
    expect(labels).toEqual(expect.arrayContaining(['10⁴', '10⁶']));
  });

  it('take ratios from below zero where the loss goes there', () => {
    const surface = raised((x, y) => Math.exp(3 * (x * x + y * y)) - 5, [-1.5, 1.5, -1.5, 1.5], 65);
    expect(surface.scale).toBe('log');
    expect(surface.base).toBeLessThanOrEqual(-4);
    const scale = heightScale(surface);
    const heights = [-4, -3, 0, 100, 10_000].map((loss) => scale.height(loss));
    expect(heights.every(Number.isFinite)).toBe(true);
    expect(heights).toEqual(heights.toSorted((a, b) => a - b));
  });

  it('are undefined where the loss is', () => {
    const scale = heightScale(bowl);
    for (const loss of [Number.NaN, Number.POSITIVE_INFINITY]) expect(scale.height(loss)).toBeNaN();
  });

  it('stay on the ground when the loss is the same everywhere', () => {
    const scale = heightScale(raised(() => 4));
    expect(scale.height(4)).toBe(0);
    expect(scale.band(0)).toBe(0);
  });
});

describe('bands', () => {
  const surface = raised((x, y) => 100 * (x * x + y * y));
  const scale = heightScale(surface);

  it('begin exactly at the levels of the map', () => {
    surface.levels.forEach((level, k) => {
      expect(Math.floor(scale.band(scale.height(level) + 1e-12))).toBe(k + 1);
      expect(Math.floor(scale.band(scale.height(level) - 1e-9))).toBe(k);
    });
  });

  it('grow with the height and end within the last step', () => {
    const heights = Array.from({ length: 200 }, (_, i) => i / 199);
    const bands = heights.map((height) => scale.band(height));
    expect(bands).toEqual(bands.toSorted((a, b) => a - b));
    expect(Math.floor(scale.band(1))).toBe(surface.levels.length);
  });
});
