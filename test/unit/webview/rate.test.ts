import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  automaticRate,
  calmerRate,
  isSteady,
  limitFactor,
  rateInRow,
  rateOf,
  reachOf,
  rounded,
  setsOwnRates,
  stableRate,
} from '../../../webview/lib/picture/rate';
import type { Chip } from '../../../webview/lib/picture/settings';
import { lastRow } from '../../../webview/lib/rows';
import { himmelblau, quadratic, readoutAt, runOf } from './support';

const chip = (optimizer: string, options: Chip['options'] = {}): Chip => ({
  key: 1,
  optimizer,
  name: optimizer,
  options,
  hidden: false,
  style: 0,
});

describe('automatic rates', () => {
  it('are half of the stable limit for gradient descent: 1/|λ|max', () => {
    expect(automaticRate(chip('sgd'), readoutAt(quadratic(200, 1), [1, 1]), 1, 100)).toBe(0.005);
    expect(automaticRate(chip('sgd'), readoutAt(quadratic(-200, 1), [1, 1]), 1, 100)).toBe(0.005);
  });

  it('are smaller with momentum', () => {
    expect(automaticRate(chip('sgd', { momentum: 0.9 }), readoutAt(quadratic(200, 1), [1, 1]), 1, 100)).toBe(0.0016);
  });

  it('are a distance per step for methods that normalise the gradient, whatever the curvature', () => {
    expect(automaticRate(chip('adam'), readoutAt(quadratic(1e9), [1]), 6, 60)).toBe(0.25);
  });

  it('exist where nothing is known or all is flat', () => {
    expect(automaticRate(chip('sgd'), undefined, 1, 100)).toBe(0.01);
    expect(automaticRate(chip('sgd'), readoutAt(quadratic(0), [1]), 1, 100)).toBe(0.01);
  });

  it('are lowered when the path was unstable, to half of the limit at its sharpest point', () => {
    const wild = runOf(himmelblau, { start: [-0.09, -1.94], options: { learningRate: 0.02 } });
    const calmer = calmerRate(wild) ?? 0;
    expect(calmer).toBeLessThan(0.02);
    const calm = runOf(himmelblau, { start: [-0.09, -1.94], options: { learningRate: calmer } });
    expect(Math.max(...calm.relativeSharpness)).toBeLessThan(1);
    expect(calmerRate(calm)).toBeUndefined();
  });

  it('are lowered after divergence, until it is gone', () => {
    let rate = 1;
    for (let tries = 0; tries < 4; tries++)
      rate = calmerRate(runOf(himmelblau, { start: [4, 4], steps: 100, options: { learningRate: rate } })) ?? rate;
    expect(runOf(himmelblau, { start: [4, 4], steps: 100, options: { learningRate: rate } }).stopped).not.toBe('diverged');
  });

  it('stay as they are through small edits', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1, noNaN: true }), fc.double({ min: 0.26, max: 3.9, noNaN: true }), (held, change) => {
        expect(isSteady(held * change, held)).toBe(true);
      }),
    );
    expect(isSteady(1e-4, 1e-2)).toBe(false);
  });

  it('have two digits, as typed', () => expect(rounded(0.006626)).toBe(0.0066));
});

describe('rateOf', () => {
  const options = {
    learningRate: { kind: 'number', label: '', help: '', default: 1e-3, min: 0, max: 1, range: [0.1, 1], scale: 'log' },
  } as const;
  it('prefers the user’s choice, also when it is 0', () => {
    expect(rateOf(chip('sgd', { learningRate: 0 }), options, 0.5)).toBe(0);
    expect(rateOf(chip('sgd'), options, 0.5)).toBe(0.5);
    expect(rateOf(chip('lbfgs'), options, undefined)).toBe(1e-3);
    expect(rateOf(chip('newton'), {}, undefined)).toBeUndefined();
  });
});

describe('reachOf', () => {
  const description = (
    start: readonly number[],
    domain: readonly (readonly [number, number] | undefined)[] = start.map(() => undefined),
  ) => ({ start: Float64Array.from(start), domain });
  it('is half of the domain', () =>
    expect(
      reachOf(
        description(
          [0, 0],
          [
            [-6, 6],
            [-2, 2],
          ],
        ),
        undefined,
      ),
    ).toBe(2));
  it('is 1 for parameters of ordinary size, and their size when they are large', () => {
    expect(reachOf(description([0.1, 0.2]), readoutAt(quadratic(1, 1), [0.1, 0.2]))).toBe(1);
    expect(reachOf(description([0, 0]), undefined)).toBe(1);
    expect(reachOf(description([300, 400]), undefined)).toBeCloseTo(353.55, 1);
  });
  it('follows the loss into tiny units', () => {
    expect(reachOf(description([3e-4, 2e-4]), readoutAt(quadratic(5, 5), [3e-4, 2e-4]))).toBeLessThan(1e-3);
  });
});

describe('stable limits', () => {
  const gd = runOf(himmelblau, { start: [4, 4], options: { learningRate: 0.004 } });
  it('follow 2/λmax for gradient descent', () => {
    for (const row of [0, 5, lastRow(gd)]) expect(stableRate(gd, row)).toBeCloseTo(2 / gd.eigenvalues[2 * row + 1], 9);
    expect(limitFactor(gd)).toBeCloseTo(2, 6);
  });

  it('know momentum’s 2(1 + β)', () => {
    const run = runOf(himmelblau, { start: [4, 4], options: { learningRate: 0.001, momentum: 0.9 } });
    expect(limitFactor(run)).toBeCloseTo(3.8, 6);
  });

  it('are infinite where all curvature is negative', () => {
    const run = runOf(quadratic(-1, -2), { start: [1, 1], steps: 3, options: { learningRate: 0.1 } });
    expect(stableRate(run, 0)).toBe(Number.POSITIVE_INFINITY);
  });

  it('have no single factor for Adam, which sees a preconditioned Hessian', () => {
    const run = runOf(himmelblau, { start: [4, 4], optimizer: 'adam', options: { learningRate: 0.1 } });
    expect(limitFactor(run)).toBeUndefined();
  });
});

describe('rates under a schedule', () => {
  const run = runOf(quadratic(4, 1), { start: [1, 1], steps: 3, options: { learningRate: 0.1 } });
  const scheduled = (...rates: readonly number[]) => ({ ...run, learningRate: Float64Array.from([Number.NaN, ...rates]) });

  it('are the ones that led to a row, and before the first the own one', () => {
    const halving = scheduled(0.1, 0.05, 0.025);
    expect([0, 1, 3].map((row) => rateInRow(halving, row))).toEqual([0.1, 0.1, 0.025]);
    expect(rateInRow({ ...run, options: {}, learningRate: new Float64Array() }, 0)).toBeUndefined();
  });

  it('are not calmed where the schedule does not follow the own rate', () => {
    expect(setsOwnRates(scheduled(0.004, 0.5, 0.01))).toBe(true);
    expect(setsOwnRates(scheduled(0.1, 0.05, 0.025))).toBe(false);
    expect(setsOwnRates(run)).toBe(false);
  });
});
