import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { descend } from '../../../src/engine/descend';
import { fma, fusedDot, fusedPlus } from '../../../src/engine/linalg/fused';
import { weightedAverage, weightedSquares } from '../../../src/engine/optimizers/elementwise';
import { traced } from '../curvature/traced';
import { negated, optionsOf, type Reference } from './support/pytorch';

const reference: Reference = JSON.parse(readFileSync(new URL('../../reference/optimizers.json', import.meta.url), 'utf8'));

describe('derivatives in the order of the source reproduce even the chaotic runs of PyTorch, all', () => {
  it.each(Object.keys(reference.problems))('on %s', (name) => {
    const { js = '', x0 } = reference.problems[name];
    const objective = traced(js).inSourceOrder;
    for (const run of reference.runs.filter(({ problem }) => problem === name)) {
      const { params } = descend(run.hyper.maximize ? negated(objective) : objective, {
        optimizer: { id: run.optimizer.toLowerCase(), options: optionsOf(run) },
        start: Float64Array.from(x0),
        steps: run.params.length - 1,
        tolerance: 0,
      });
      const difference = run.params.flat().reduce((most, p, i) => Math.max(most, Math.abs(p - params[i])), 0);
      expect(difference, `${run.optimizer} ${JSON.stringify(run.hyper)}`).toBeLessThanOrEqual(Math.max(1e-10, 1e-13 * run.amplification));
    }
  });
});

describe('a fused multiply-add', () => {
  it('rounds once', () => {
    const tiny = 2 ** -30;
    expect(fma(1 + tiny, 1 - tiny, -1)).toBe(-(tiny ** 2));
    expect((1 + tiny) * (1 - tiny) - 1).toBe(0);
    expect(fusedDot(Float64Array.of(-1, 1 + tiny), Float64Array.of(1, 1 - tiny))).toBe(-(tiny ** 2));
  });
  it('is done in each coordinate of sums and averages', () => {
    const [v, w] = [Math.sin, Math.exp].map((f) => Float64Array.from({ length: 20 }, (_, i) => f(i / 3)));
    expect(fusedPlus(v, 0.1, w)).toEqual(v.map((vi, i) => fma(0.1, w[i], vi)));
    expect(weightedAverage(0.9, v, w)).toEqual(v.map((vi, i) => fma(1 - 0.9, w[i], 0.9 * vi)));
    expect(weightedSquares(0.9, v, w)).toEqual(v.map((vi, i) => fma((1 - 0.9) * w[i], w[i], 0.9 * vi)));
  });
  it.each([
    [Number.MAX_VALUE, 1, 0, Number.MAX_VALUE],
    [Number.MAX_VALUE, 2, 0, Number.POSITIVE_INFINITY],
    [Number.NaN, 1, 1, Number.NaN],
    [Number.POSITIVE_INFINITY, 1, Number.NEGATIVE_INFINITY, Number.NaN],
    [0, 5, -0, 0],
  ])('of %d, %d and %d is %d', (a, b, c, expected) => expect(fma(a, b, c)).toBe(expected));
});
