import { describe, expect, it } from 'vitest';
import { descend } from '../../../src/engine/descend';
import type { OptionValue } from '../../../src/engine/options';
import type { Trajectory } from '../../../src/engine/trajectory';
import { objectiveOf } from './support/objective';

/** ½λx², in one dimension. */
const parabola = (lambda: number) => objectiveOf(([x]) => x.pow(2).times(0.5 * lambda), 1);

function run(lambda: number, id: string, options: Readonly<Record<string, OptionValue>>, steps: number): Trajectory {
  return descend(parabola(lambda), { optimizer: { id, options }, start: Float64Array.of(1), steps, tolerance: 0, curvature: true });
}

const last = (column: Float64Array): number => column[column.length - 1];

describe('the stable limit of methods with a constant preconditioner', () => {
  const learningRate = 0.1;
  const settings: readonly (readonly [string, Readonly<Record<string, OptionValue>>, limit: number])[] = [
    ['gradient descent', { learningRate }, 20],
    ['heavy ball', { learningRate, momentum: 0.9 }, 38],
    ['Nesterov', { learningRate, momentum: 0.9, nesterov: true }, 38 / 2.8],
    ['dampened', { learningRate, momentum: 0.5, dampening: 0.25 }, 40],
    ['weight decay', { learningRate, weightDecay: 3 }, 17],
  ];

  it.each(settings)('%s: a run settles just below it and grows just above it', (_, options, limit) => {
    expect(Math.abs(last(run(0.99 * limit, 'sgd', options, 3000).params))).toBeLessThan(1e-3);
    expect(Math.abs(last(run(1.01 * limit, 'sgd', options, 3000).params))).toBeGreaterThan(10);
  });

  it.each(settings)('%s: relative sharpness is 1 there', (_, options, limit) => {
    expect(last(run(limit, 'sgd', options, 3).relativeSharpness)).toBeCloseTo(1, 12);
  });
});

describe('the stable limit of preconditioned methods', () => {
  it('is 38/η on P⁻¹H for Adam', () => {
    const { relativeSharpness, internals } = descend(parabola(3), {
      optimizer: { id: 'adam', options: { learningRate: 0.01 } },
      ...{ start: Float64Array.of(1), steps: 4, curvature: true, internals: true },
    });
    const p = (1 - 0.9 ** 4) * (Math.sqrt(internals.v̂[4]) + 1e-8);
    expect(relativeSharpness[4]).toBeCloseTo(3 / p / (38 / 0.01), 12);
    expect(relativeSharpness[0]).toBeNaN();
  });

  // With ε = 1, a tiny θ and no bias correction the preconditioner is constant, and the iteration linear.
  const off = { biasCorrection: false };
  it.each([
    ['adam', off, 37, 39],
    ['adam', { ...off, beta1: 0.5 }, 5.9, 6.1],
    ['adam', { ...off, weightDecay: 1 }, 18.5, 19.5],
    ['adamw', { ...off, weightDecay: 0.01 }, 31, 33],
    ['amsgrad', { ...off, beta1: 0.8 }, 17.5, 18.5],
    ['radam', { ...off, beta2: 0.8 }, 37, 39],
    ['adamax', off, 37, 39],
    // With ψ so large that μ is β₁ from the first step on: Nesterov's 38/2.8.
    ['nadam', { ...off, momentumDecay: 100 }, 13.3, 13.9],
    ['rmsprop', {}, 1.95, 2.05],
    ['rmsprop', { momentum: 0.8, centered: true }, 3.5, 3.7],
    ['adagrad', {}, 1.95, 2.05],
  ] as const)('%s with %o: relative sharpness tells decay from growth', (id, options, below, above) => {
    const probe = (learningRate: number) => {
      const { params, relativeSharpness } = descend(parabola(1), {
        optimizer: { id, options: { ...options, eps: 1, learningRate } },
        ...{ start: Float64Array.of(1e-30), steps: 200, tolerance: 0, curvature: true },
      });
      const sizeAt = (row: number) => Math.max(...params.slice(row - 20, row).map(Math.abs));
      return { growth: sizeAt(140) / sizeAt(100), sharpness: relativeSharpness[120] };
    };
    const [calm, wild] = [probe(below), probe(above)];
    expect(calm.growth).toBeLessThan(0.6);
    expect(calm.sharpness).toBeLessThan(1);
    expect(wild.growth).toBeGreaterThan(1.5);
    expect(wild.sharpness).toBeGreaterThan(1);
  });
});
