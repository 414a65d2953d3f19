import { describe, expect, it } from 'vitest';
import type { Objective } from '../../../src/engine/objective';
import { gradientNoise, relativeBatchNoise } from '../../../src/engine/training/gradientNoise';
import { finish } from '../../../src/engine/work';

/** ½(θ·xᵢ − yᵢ)², averaged over some examples of a linear model: gᵢ = (θ·xᵢ − yᵢ)xᵢ. */
const examples = [
  { x: [1, 0], y: 1 },
  { x: [0, 2], y: -1 },
  { x: [1, 1], y: 0 },
  { x: [-1, 3], y: 2 },
];
const gradientOf = ({ x, y }: (typeof examples)[number], theta: Float64Array): number[] => {
  const residual = theta[0] * x[0] + theta[1] * x[1] - y;
  return x.map((feature) => residual * feature);
};

function over(rows: readonly number[]): Objective {
  return {
    n: 2,
    derivatives: 'exact',
    value: () => 0,
    valueAndGradient(theta, gradient) {
      gradient.fill(0);
      for (const row of rows) {
        for (const [i, g] of gradientOf(examples[row], theta).entries()) gradient[i] += g / rows.length;
      }
      return 0;
    },
    hessianVector: () => undefined,
    hessian: () => new Float64Array(4),
  };
}

const rows = examples.map((_, i) => i);
const at = Float64Array.of(0.5, -0.25);
const found = finish(gradientNoise(over, rows, at, 0));

describe('the noise of gradients', () => {
  const single = examples.map((example) => gradientOf(example, at));
  const mean = [0, 1].map((i) => single.reduce((sum, g) => sum + g[i], 0) / 4);
  const variance = single.reduce((sum, g) => sum + (g[0] - mean[0]) ** 2 + (g[1] - mean[1]) ** 2, 0) / 3;

  it('is the sample variance over the examples, and the simple noise scale its part of |G|²', () => {
    expect(found.variance).toBeCloseTo(variance, 12);
    const signal = mean[0] ** 2 + mean[1] ** 2 - variance / 4;
    expect(found.signal).toBeCloseTo(signal, 12);
    expect(found.noiseScale).toBe(signal > 0 ? variance / signal : Number.POSITIVE_INFINITY);
  });

  it('is that of appendix A.1 of McCandlish et al. 2018, with batches of one example and of all', () => {
    const small = single.reduce((sum, g) => sum + g[0] ** 2 + g[1] ** 2, 0) / 4;
    const big = mean[0] ** 2 + mean[1] ** 2;
    expect(found.signal).toBeCloseTo((4 * big - small) / (4 - 1), 12);
    expect(found.variance).toBeCloseTo((small - big) / (1 - 1 / 4), 12);
  });

  it('of a batch is the spread over all batches that there are', () => {
    const pairs = rows.flatMap((a) => rows.filter((b) => b > a).map((b) => [a, b]));
    const spread = pairs.reduce(
      (sum, [a, b]) => sum + [0, 1].reduce((s, i) => s + ((single[a][i] + single[b][i]) / 2 - mean[i]) ** 2, 0),
      0,
    );
    const known = { ...found, signal: 2 };
    expect(relativeBatchNoise(known, 2, 4)).toBeCloseTo(Math.sqrt(spread / pairs.length / 2), 12);
    expect(relativeBatchNoise(known, 4, 4)).toBe(0);
  });

  it('is nothing where all examples agree, and all there is where they cancel', () => {
    const alike = finish(gradientNoise(() => over([2]), rows, at, 0));
    expect([alike.variance, alike.noiseScale]).toEqual([0, 0]);
    const opposed = ([row]: readonly number[]): Objective => ({
      ...over([row]),
      valueAndGradient(_, gradient) {
        gradient.set([row % 2 === 0 ? 1 : -1, 0]);
        return 0;
      },
    });
    const minimum = finish(gradientNoise(opposed, rows, at, 0));
    expect(minimum.noiseScale).toBe(Number.POSITIVE_INFINITY);
  });
});
