import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { strategies, strategyById } from '../../../../src/engine/training/search';
import { Search } from '../../../../src/engine/training/search/search';
import type { Proposal, SearchPlan, TrialOutcome } from '../../../../src/engine/training/search/strategy';
import { searched, spaceOf } from './support';

const space = spaceOf('adam', [{ name: 'learningRate', range: [1e-4, 1] }, { name: 'beta1' }]);
const plan = (strategy: string, trials: number, steps: number, seed = 1): SearchPlan => ({ space, strategy, trials, steps, seed });

/** A loss with its minimum at place (0.3, 0.6), lower the longer a run; runs at rates near 1 diverge. */
function hollow(_: unknown, { place: [u, v], budget }: Proposal): TrialOutcome {
  const loss = u > 0.9 ? Number.POSITIVE_INFINITY : (u - 0.3) ** 2 + 0.1 * (v - 0.6) ** 2 + 1 / budget;
  return { loss, steps: budget, stopped: u > 0.9 ? 'diverged' : 'steps' };
}

const ids = strategies.map(({ id }) => id);

describe.each(ids)('%s', (id) => {
  it('costs at most what was allowed, in optimizer steps', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 500 }), (trials, steps) => {
        const asked = plan(id, trials, steps);
        const made = searched(asked, hollow).trials;
        const cost = made.reduce((sum, { budget }) => sum + budget, 0);
        expect(cost).toBeLessThanOrEqual(strategyById(id).plannedSteps(asked));
        expect(strategyById(id).plannedSteps(asked)).toBeLessThanOrEqual(trials * steps);
        expect(made.length).toBeGreaterThan(0);
        expect(Math.max(...made.map(({ budget }) => budget))).toBe(steps);
        expect(new Set(made.map(({ index }) => index)).size).toBe(made.length);
      }),
      { numRuns: 40 },
    );
  });

  it('comes to the same whatever finishes first, and goes on where it was interrupted', () => {
    const whole = searched(plan(id, 27, 300), hollow);
    const other = (waiting: readonly Proposal[]) => [...waiting].reverse();
    expect(searched(plan(id, 27, 300), hollow, { order: other })).toEqual(whole);
    for (const most of [1, 10, 40]) {
      const begun = searched(plan(id, 27, 300), hollow, { order: other, most });
      expect(begun.done).toBeLessThanOrEqual(1);
      const made: number[] = [];
      const goneOn = searched(
        plan(id, 27, 300),
        (options, proposal) => {
          made.push(proposal.index);
          return hollow(options, proposal);
        },
        { earlier: begun.trials },
      );
      expect(goneOn).toEqual(whole);
      expect(made.length).toBe(whole.trials.length - begun.trials.length);
    }
  });

  it('takes no trial of another seed for its own', () => {
    const other = searched(plan(id, 9, 300, 2), hollow).trials;
    const own = searched(plan(id, 9, 300), hollow);
    expect(searched(plan(id, 9, 300), hollow, { earlier: other })).toEqual(own);
  });

  it('counts what diverged, and never calls it the best', () => {
    const { trials, best } = searched(plan(id, 40, 300), hollow);
    expect(trials.some(({ stopped }) => stopped === 'diverged')).toBe(true);
    expect(best?.loss).toBe(Math.min(...trials.filter(({ budget }) => budget === 300).map(({ loss }) => loss)));
    const nowhere = searched(plan(id, 9, 300), (_, { budget }) => ({ loss: Number.POSITIVE_INFINITY, steps: budget, stopped: 'diverged' }));
    expect(nowhere.best).toBeUndefined();
    expect(nowhere.zoomed).toBeUndefined();
    expect(nowhere.done).toBe(1);
  });
});

describe('a grid', () => {
  const places = (trials: number, wanted = space) =>
    new Search({ ...plan('grid', trials, 10), space: wanted }).waiting().map(({ place }) => place);

  it('lays as many values along each option as fit', () => {
    expect(places(16)).toHaveLength(16);
    expect(places(15)).toHaveLength(15);
    expect(places(14)).toHaveLength(12);
    expect(new Set(places(16).map(([u]) => u))).toEqual(new Set([0, 1 / 3, 2 / 3, 1]));
    expect(places(1)).toEqual([[0.5, 0.5]]);
  });

  it('has no more values of a switch than there are', () => {
    const switched = spaceOf('adam', [{ name: 'learningRate' }, { name: 'amsgrad' }]);
    expect(places(10, switched)).toHaveLength(10);
    expect(new Set(places(10, switched).map(([, v]) => v))).toEqual(new Set([0.25, 0.75]));
  });
});

describe('random search', () => {
  it('is uniform, and only grows with more trials', () => {
    const places = new Search(plan('random', 4000, 1)).waiting().map(({ place }) => place);
    for (const side of [0, 1]) {
      const values = places.map((place) => place[side]);
      expect(values.reduce((a, b) => a + b) / values.length).toBeCloseTo(0.5, 1);
      // Kolmogorov–Smirnov at level 0.001: 1.95/√n.
      const sorted = values.toSorted((a, b) => a - b);
      expect(Math.max(...sorted.map((v, i) => Math.abs(v - (i + 0.5) / sorted.length)))).toBeLessThan(1.95 / Math.sqrt(4000));
    }
    expect(new Search(plan('random', 5, 1)).waiting().map(({ place }) => place)).toEqual(places.slice(0, 5));
  });
});

describe('successive halving', () => {
  it('promotes the best third of each rung to three times the steps', () => {
    const { trials } = searched(plan('halving', 27, 270), hollow);
    const rungs = [0, 1, 2, 3].map((rung) => trials.filter((trial) => trial.rung === rung));
    // Li et al. 2018, algorithm 1: n = ⌊27·27/4⌋ at 270/27 steps, and a third of them at three times as many, and so on.
    expect(rungs.map(({ length }) => length)).toEqual([182, 60, 20, 6]);
    expect(rungs.map(([{ budget }]) => budget)).toEqual([10, 30, 90, 270]);
    for (const rung of [0, 1, 2]) {
      const losses = rungs[rung].map(({ loss }) => loss).sort((a, b) => a - b);
      const worst = losses[rungs[rung + 1].length - 1];
      const promoted = rungs[rung + 1].map(({ place }) => rungs[rung].find((trial) => trial.place === place)?.loss ?? Number.NaN);
      expect(Math.max(...promoted)).toBe(worst);
    }
  });

  it('finds better options than random search for the same steps, where short runs tell', () => {
    const better = Array.from({ length: 40 }, (_, seed) => {
      const found = (id: string) => searched(plan(id, 9, 270, seed), hollow).best?.loss ?? Number.POSITIVE_INFINITY;
      return found('halving') <= found('random');
    });
    expect(better.filter(Boolean).length).toBeGreaterThan(30);
  });
});

it('names the strategies there are', () => {
  expect(() => strategyById('annealing')).toThrow('random, grid, halving, hyperband');
});
