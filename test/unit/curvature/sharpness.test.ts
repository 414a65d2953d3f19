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
    const found = sharpness(diagonal(entries), new Float64Array(3), { epsilon: 0.1, directions: 2000 });
    expect(found.largestEigenvalue).toBeCloseTo(10, 8);
    expect([found.trace, found.traceError]).toEqual([expect.closeTo(15, 10), 0]);
    expect(found.worstIncrease).toBeCloseTo(0.5 * 0.01 * 10, 8);
    expect(Math.abs(found.meanIncrease - (0.5 * 0.01 * 15) / 3)).toBeLessThan(4 * found.meanIncreaseError);
    expect(found.meanIncreaseError).toBeLessThan(1e-3);
  });

  it('ranks a sharp well above a flat one', () => {
    const wells = objectiveOf(1, ([x]) => x.minus(2).square().times(-8).exp().times(-1).minus(x.plus(2).square().times(-0.5).exp()));
    const [sharp, flat] = [2, -2].map((x) => sharpness(wells, Float64Array.of(x), { epsilon: 0.3 }));
    for (const measure of ['largestEigenvalue', 'trace', 'meanIncrease', 'worstIncrease'] as const) {
      expect(sharp[measure]).toBeGreaterThan(2 * flat[measure]);
    }
  });

  it('changes when two layers are rescaled, though the function they compute does not', () => {
    const [balanced, rescaled] = [1, 10].map((a) => sharpness(losses.lee_toy, Float64Array.of(a, 1 / a), { epsilon: 0.01 }));
    expect(balanced.trace).toBeCloseTo(4, 9);
    expect(rescaled.trace).toBeCloseTo(2 * (100 + 0.01), 7);
    expect(rescaled.worstIncrease).toBeGreaterThan(10 * balanced.worstIncrease);
  });

  it('estimates the trace for many parameters', () => {
    const n = 300;
    const entries = Float64Array.from({ length: n }, (_, i) => 1 + Math.sin(i));
    const found = sharpness(
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
    const found = finish(minimumRatios(wells, new Float64Array(3), { starts: 150, spread: 1 }));
    expect(found).toHaveLength(27);
    for (const { loss, ratio, gradientNorm } of found) {
      expect(gradientNorm).toBeLessThan(1e-9);
      expect(loss).toBeCloseTo(3 * (1 - ratio), 9);
    }
  });

  it('streams a list that only grows', () => {
    let length = 0;
    for (const partial of minimumRatios(losses.himmelblau, new Float64Array(2), { starts: 30, spread: 4 })) {
      expect(partial?.length).toBeGreaterThanOrEqual(length);
      length = partial?.length ?? 0;
    }
    expect(length).toBeGreaterThan(5);
  });

  it('gives the ratio of any point', () => {
    expect(ratioAt(diagonal([1, -1, 2, 0]), Float64Array.of(1, 1, 1, 1)).ratio).toBe(0.5);
  });
});
