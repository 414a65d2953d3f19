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
    const p = (1 - 0.9 ** 4) * (Math.sqrt(internals['v̂'][4]) + 1e-8);
    expect(relativeSharpness[4]).toBeCloseTo(3 / p / (38 / 0.01), 12);
    expect(relativeSharpness[0]).toBeNaN();
  });

  // With slow averages the preconditioner hardly changes; where it stands, P⁻¹H tells growth from decay.
  it.each([
    ['adam', { beta2: 0.99999 }],
    ['adamw', { beta2: 0.99999, weightDecay: 0.5 }],
    ['amsgrad', { beta2: 0.99999 }],
    ['radam', { beta2: 0.99999 }],
    ['rmsprop', { alpha: 0.99999 }],
    ['rmsprop', { alpha: 0.99999, momentum: 0.8 }],
    ['adamax', { beta2: 0.999999 }],
    ['adagrad', { initialAccumulator: 1e6 }],
  ] as const)('%s with %o: the parameter shrinks below it and grows above it', (id, options) => {
    const probe = run(1, id, { ...options, learningRate: 1e-6 }, 400);
    const edge = 1e-6 / last(probe.relativeSharpness);
    const growth = (rate: number) => {
      // Runs at the probing rate until the averages have settled, then at the rate in question.
      const schedule = { id: 'step', options: { stepSize: 400, gamma: rate / 1e-6 } };
      const { params } = descend(parabola(1), {
        optimizer: { id, options: { ...options, learningRate: 1e-6 } },
        ...{ start: Float64Array.of(1), steps: 700, tolerance: 0, schedule },
      });
      return Math.abs(last(params));
    };
    expect(growth(0.9 * edge)).toBeLessThan(0.5);
    expect(growth(1.1 * edge)).toBeGreaterThan(growth(0.9 * edge) * 10);
  });
});
