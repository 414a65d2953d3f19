import { describe, expect, it } from 'vitest';
import { minimumRatios, ratioAt } from '../../../src/engine/curvature/minimumRatio';
import { sharpness } from '../../../src/engine/curvature/sharpness';
import { finish } from '../../../src/engine/work';
import { objectiveOf } from './jet';
import { losses } from './losses';

const diagonal = (entries: readonly number[]) =>
  objectiveOf(entries.length, (x) => x.map((xi, i) => xi.square().times(entries[i] / 2)).reduce((a, b) => a.plus(b)));

describe('sharpness', { timeout: 30_000 }, () => {
  it('is exact on a quadratic', () => {
    const entries = [1, 4, 10];
    const found = finish(sharpness(diagonal(entries), new Float64Array(3), { epsilon: 0.1, directions: 2000 }));
    expect(found.loss).toBe(0);
    expect(found.largestEigenvalue).toBeCloseTo(10, 8);
    expect([found.trace, found.traceError]).toEqual([expect.closeTo(15, 10), 0]);
    expect(found.worstIncrease).toBeCloseTo(0.5 * 0.01 * 10, 8);
    expect(Math.abs(found.meanIncrease - (0.5 * 0.01 * 15) / 3)).toBeLessThan(4 * found.meanIncreaseError);
    expect(found.meanIncreaseError).toBeLessThan(1e-3);
  });

  it('ranks a sharp well above a flat one', () => {
    const wells = objectiveOf(1, ([x]) => x.minus(2).square().times(-8).exp().times(-1).minus(x.plus(2).square().times(-0.5).exp()));
    const [sharp, flat] = [2, -2].map((x) => finish(sharpness(wells, Float64Array.of(x), { epsilon: 0.3 })));
    for (const measure of ['largestEigenvalue', 'trace', 'meanIncrease', 'worstIncrease'] as const) {
      expect(sharp[measure]).toBeGreaterThan(2 * flat[measure]);
    }
  });

  it('changes when two layers are rescaled, though the function they compute does not', () => {
    const [balanced, rescaled] = [1, 10].map((a) => finish(sharpness(losses.lee_toy, Float64Array.of(a, 1 / a), { epsilon: 0.01 })));
    expect(balanced.trace).toBeCloseTo(4, 9);
    expect(rescaled.trace).toBeCloseTo(2 * (100 + 0.01), 7);
    expect(rescaled.worstIncrease).toBeGreaterThan(10 * balanced.worstIncrease);
  });

  it('estimates the trace for many parameters', () => {
    const n = 300;
    const entries = Float64Array.from({ length: n }, (_, i) => 1 + Math.sin(i));
    const work = sharpness(
      {
        n,
        derivatives: 'exact',
        value: (x) => x.reduce((sum, xi, i) => sum + 0.5 * entries[i] * xi * xi, 0),
        valueAndGradient: () => 0,
        hessianVector: (_, v, product) => product.set(v.map((vi, i) => entries[i] * vi)),
        hessian: () => {
          throw new Error('the Hessian is not to be formed');
        },
      },
      new Float64Array(n),
    );
    const found = finish(work);
    expect(found.trace).toBeCloseTo(
      entries.reduce((sum, entry) => sum + entry, 0),
      6,
    );
    expect(found.largestEigenvalue).toBeCloseTo(2, 3);
  });
});

describe('minimumRatios', { timeout: 30_000 }, () => {
  it('finds critical points of every index, the ratio rising as the loss falls', () => {
    const wells = objectiveOf(3, (x) => x.map((xi) => xi.square().minus(1).square()).reduce((a, b) => a.plus(b)));
    const { points } = finish(minimumRatios(wells, new Float64Array(3), { starts: 150, spread: 1 }));
    expect(points.filter(({ critical }) => critical)).toHaveLength(27);
    for (const { loss, ratio, gradientNorm, inertia } of points) {
      expect(gradientNorm).toBeLessThan(1e-9);
      expect(loss).toBeCloseTo(3 * (1 - ratio), 9);
      expect(inertia).toEqual([3 * ratio, 0, 3 * (1 - ratio)]);
    }
  });

  it('streams a list that only grows', () => {
    let length = 0;
    let progress = 0;
    for (const partial of minimumRatios(losses.himmelblau, new Float64Array(2), { starts: 30, spread: 4 })) {
      if (!partial) continue;
      expect(partial.points.length).toBeGreaterThanOrEqual(length);
      expect(partial.progress).toBeGreaterThanOrEqual(progress);
      [length, progress] = [partial.points.length, partial.progress];
    }
    expect([length, progress]).toEqual([expect.toSatisfy((found: number) => found > 5), 1]);
  });

  it('finds minima among so many directions that a search for any critical point meets none', () => {
    const valleys = objectiveOf(12, (x) => x.map((xi) => xi.square().minus(1).square()).reduce((a, b) => a.plus(b)));
    const { points } = finish(minimumRatios(valleys, new Float64Array(12), { starts: 4, spread: 1 }));
    const minima = points.filter(({ ratio }) => ratio === 1);
    expect(minima.length).toBeGreaterThan(0);
    for (const { loss } of minima) expect(loss).toBeCloseTo(0, 12);
  });

  it('tells points where the gradient is small from those where it is 0', () => {
    const bend = objectiveOf(1, ([x]) => x.pow(3).plus(x.times(1e-5)));
    const { points } = finish(minimumRatios(bend, Float64Array.of(1), { starts: 3, spread: 0.5 }));
    expect(points.length).toBeGreaterThan(0);
    for (const { critical, gradientNorm } of points) expect([critical, gradientNorm]).toEqual([false, expect.closeTo(1e-5, 8)]);
  });

  it('may be interrupted within one search', () => {
    const work = minimumRatios(losses.himmelblau, new Float64Array(2), { starts: 1 });
    expect(work.next().value).toBeUndefined();
  });

  it('gives the ratio of any point', () => {
    expect(ratioAt(diagonal([1, -1, 2, 0]), Float64Array.of(1, 1, 1, 1)).ratio).toBe(0.5);
  });
});
