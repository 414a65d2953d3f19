import { describe, expect, it } from 'vitest';
import { descend } from '../../../../src/engine/descend';
import { UserCodeError } from '../../../../src/engine/errors';
import type { Objective } from '../../../../src/engine/objective';
import type { SearchPlan } from '../../../../src/engine/training/search/strategy';
import { trial } from '../../../../src/engine/training/search/trial';
import { zoomed } from '../../../../src/engine/training/search/zoom';
import { finish } from '../../../../src/engine/work';
import { quadratic } from '../../webview/support';
import { descends, searched, spaceOf } from './support';

/** Curvatures 1 and 9: the best rate for the slowest direction is 2/(λmin + λmax) = 0.2, and above 2/λmax nothing settles. */
const [lambdaMin, lambdaMax] = [1, 9];
const bestRate = 2 / (lambdaMin + lambdaMax);
const objective = quadratic(lambdaMin, lambdaMax);
/** λᵢxᵢ alike: then 2/(λmin + λmax) is best for every number of steps, not only in the limit. */
const start = [1 / lambdaMin, 1 / lambdaMax];
const rates = spaceOf('sgd', [{ name: 'learningRate', range: [1e-3, 1] }]);
const plan = (strategy: string, trials: number): SearchPlan => ({ space: rates, strategy, trials, steps: 20, seed: 3 });

describe('a search for the learning rate of a quadratic', () => {
  it.each(['random', 'grid', 'halving', 'hyperband'])('comes near 2/(λmin + λmax) by %s', (strategy) => {
    const { best, trials } = searched(plan(strategy, 30), descends(objective, start));
    // The loss falls up to that rate and rises from there: the best is next to it, of all that were tried.
    const tried = trials.map(({ options }) => Number(options.learningRate)).sort((a, b) => a - b);
    const above = tried.findIndex((rate) => rate >= bestRate);
    expect(tried.slice(above - 1, above + 1)).toContain(best?.options.learningRate);
  });

  it('comes as near as one likes from coarse to fine', () => {
    let asked = plan('grid', 9);
    const errors: number[] = [];
    for (let round = 0; round < 6; round++) {
      const { best, zoomed: finer } = searched(asked, descends(objective, start));
      errors.push(Math.abs(Number(best?.options.learningRate) - bestRate));
      asked = { ...asked, space: finer ?? asked.space };
    }
    expect(Math.min(...errors)).toBeLessThan(1e-3);
    expect(errors[5]).toBeLessThanOrEqual(errors[0]);
    expect(asked.space[0]).toMatchObject({ scale: 'log' });
  });

  it('counts rates above 2/λmax as they end: higher than they began, or ∞', () => {
    const { trials } = searched(plan('grid', 13), descends(objective, start));
    const atStart = objective.value(Float64Array.from(start));
    for (const { options, loss } of trials) expect(loss > atStart).toBe(Number(options.learningRate) > 2 / lambdaMax);
    const far = searched({ ...plan('grid', 3), steps: 2000 }, descends(objective, start));
    expect(far.trials.at(-1)).toMatchObject({ loss: Number.POSITIVE_INFINITY, stopped: 'diverged' });
  });
});

describe('zooming', () => {
  it('goes to the best fifth of the trials, and to no more than half of what there was', () => {
    const { trials, best } = searched(plan('grid', 31), descends(objective, start));
    const [side] = zoomed(rates, trials) ?? [];
    if (side?.kind !== 'number' || !best) throw new Error('no region');
    const [low, high] = side.range;
    expect(low).toBeLessThan(bestRate);
    expect(high).toBeGreaterThan(bestRate);
    expect(Math.log(high / low)).toBeLessThanOrEqual(0.5 * Math.log(1e3) + 1e-3);
    expect(Number(best.options.learningRate)).toBeGreaterThan(low);
  });

  it('keeps of a list what is among the best', () => {
    const space = spaceOf('sgd', [{ name: 'learningRate', values: [0.001, 0.01, 0.1, 0.15, 0.2, 0.5, 0.9] }]);
    const { zoomed: finer } = searched({ ...plan('grid', 7), space }, descends(objective, start));
    expect(finer).toEqual([{ kind: 'list', name: 'learningRate', values: [0.1, 0.15, 0.2] }]);
  });
});

describe('a trial', () => {
  const request = (learningRate: number, steps = 50) => ({
    optimizer: { id: 'sgd', options: { learningRate, momentum: 0.95 } },
    ...{ start: Float64Array.of(1, 1), steps },
  });

  it('is judged by where it ends, or by the lowest that it came', () => {
    const losses = descend(objective, request(0.3)).loss;
    expect(finish(trial(objective, request(0.3), 'final')).outcome).toEqual({ loss: losses[50], steps: 50, stopped: 'steps' });
    expect(finish(trial(objective, request(0.3), 'best')).outcome.loss).toBe(Math.min(...losses));
    expect(Math.min(...losses)).toBeLessThan(losses[50]);
  });

  it('is judged on held-out data where there is some', () => {
    const validation = { loss: (x: Float64Array) => (x[0] - 0.5) ** 2, stopping: undefined };
    const reached = descend(objective, { ...request(0.01), validation }).validation;
    expect(finish(trial(objective, { ...request(0.01), validation }, 'final')).outcome.loss).toBe(reached.at(-1));
    expect(finish(trial(objective, { ...request(0.01), validation }, 'best')).outcome.loss).toBe(Math.min(...reached));
  });

  it('that throws, or whose options can not be, counts as ∞ and says why', () => {
    const throwing: Objective = {
      ...objective,
      valueAndGradient: () => {
        throw new UserCodeError('no luck');
      },
    };
    const failed = { loss: Number.POSITIVE_INFINITY, steps: 0, stopped: 'failed' };
    expect(finish(trial(throwing, request(0.1), 'final')).outcome).toMatchObject({ ...failed, note: 'no luck' });
    const impossible = { ...request(0.1), optimizer: { id: 'sgd', options: { nesterov: true } } };
    expect(finish(trial(objective, impossible, 'final'))).toMatchObject({
      outcome: { ...failed, note: expect.stringContaining('momentum') },
      failure: expect.any(Error),
    });
  });
});
