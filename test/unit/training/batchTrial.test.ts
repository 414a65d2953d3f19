import { describe, expect, it } from 'vitest';
import type { Objective } from '../../../src/engine/objective';
import { batchTrial } from '../../../src/engine/training/batchTrial';
import { layerNorms } from '../../../src/engine/training/layerNorms';
import type { TrainingOptions } from '../../../src/engine/training/plan';
import { finish } from '../../../src/engine/work';

/** ½(θ − yᵢ)²: mean gradient θ − ȳ, and 1 as its only curvature. */
const y = [1, 2, 3, 6];
const over = (rows: readonly number[]): Objective => {
  const mean = (of: (row: number) => number) => rows.reduce((sum, row) => sum + of(row), 0) / rows.length;
  const value = ([theta]: Float64Array) => mean((row) => (theta - y[row]) ** 2) / 2;
  return {
    ...{ n: 1, derivatives: 'exact', value },
    valueAndGradient(theta, gradient) {
      gradient[0] = mean((row) => theta[0] - y[row]);
      return value(theta);
    },
    hessianVector: (_, v, product) => product.set(v),
    hessian: () => Float64Array.of(1),
  };
};
const rows = y.map((_, i) => i);
const data = { count: y.length, over, validation: ([theta]: Float64Array) => (theta - 3) ** 2 };

const trial = (training: TrainingOptions & { batchSize: number; epochs: number }, rateIsFor?: number) =>
  finish(
    batchTrial(over(rows), data, {
      descend: { start: Float64Array.of(0), optimizer: { id: 'sgd', options: { learningRate: 0.1 } }, seed: 1, tolerance: 0 },
      training,
      rateIsFor,
    }),
  );

describe('a batch size', () => {
  it('of all examples is plain descent', () => {
    const all = trial({ batchSize: 4, epochs: 3 });
    // θ ← θ − 0.1(θ − 3) from 0: 3(1 − 0.9ᵏ); L = ½(θ − 3)² + ½·3.5
    const loss = (k: number) => (9 * 0.9 ** (2 * k)) / 2 + 3.5 / 2;
    expect(Array.from(all.losses).map((value) => value.toFixed(10))).toEqual([0, 1, 2, 3].map((k) => loss(k).toFixed(10)));
    expect([...all.epochs]).toEqual([0, 1, 2, 3]);
    expect(all).toMatchObject({ updatesPerEpoch: 1, updates: 3, batchNoise: 0, learningRate: 0.1, stopped: 'steps' });
    expect(all.sharpness).toBeCloseTo(1, 12);
    expect(all.validation).toBeCloseTo(9 * 0.9 ** 6, 12);
  });

  it('that is small has as many more updates as there are batches, and the noise of its mean', () => {
    const small = trial({ batchSize: 3, epochs: 5 });
    expect(small).toMatchObject({ updatesPerEpoch: 2, updates: 10 });
    expect([...small.epochs]).toEqual([0, 1, 2, 3, 4, 5]);
    // Σ(yᵢ − ȳ)²/3 = 14/3; at 0 the gradient is −3, |G|² = 9 − 14/12
    expect(small.batchNoise).toBeCloseTo(Math.sqrt(((14 / 3) * (1 / 3 - 1 / 4)) / (9 - 14 / 12)), 12);
    expect(small.bestValidation).toBeLessThanOrEqual(small.validation ?? Number.NaN);
  });

  it('may scale the learning rate', () => {
    expect(trial({ batchSize: 4, epochs: 1 }, 2).learningRate).toBeCloseTo(0.2, 15);
    expect(trial({ batchSize: 2, epochs: 1 }, 2).learningRate).toBe(0.1);
  });

  it('is measured: a gradient takes some time', () => {
    const { millisecondsPerUpdate, millisecondsPerEpoch } = trial({ batchSize: 1, epochs: 1 });
    expect(millisecondsPerUpdate).toBeGreaterThan(0);
    expect(millisecondsPerEpoch).toBeCloseTo(4 * millisecondsPerUpdate, 12);
  });

  it('needs examples to be compared on', () => {
    expect(() =>
      finish(
        batchTrial(
          over([0]),
          { ...data, count: 1 },
          { descend: { start: Float64Array.of(0), optimizer: { id: 'sgd', options: {} } }, training: { batchSize: 1, epochs: 1 } },
        ),
      ),
    ).toThrow('two examples');
  });
});

describe('gradient norms', () => {
  it('are those of each layer, at steps spread over the run', () => {
    const bowl: Objective = {
      ...over(rows),
      n: 3,
      valueAndGradient: (x, gradient) => {
        gradient.set(x);
        return 0;
      },
    };
    const params = Float64Array.from({ length: 3 * 11 }, (_, i) => (i % 3 === 2 ? 5 : i));
    const run = { steps: Uint32Array.from({ length: 11 }, (_, k) => 2 * k), params, n: 3 };
    const layers = [
      { name: 'W', offset: 0, length: 2 },
      { name: 'b', offset: 2, length: 1 },
    ];
    const { steps, norms } = finish(layerNorms(bowl, run, layers, 3));
    expect([...steps]).toEqual([0, 10, 20]);
    expect([...norms]).toEqual([Math.hypot(0, 1), Math.hypot(15, 16), Math.hypot(30, 31), 5, 5, 5]);
  });
});
