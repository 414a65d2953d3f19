import { describe, expect, it } from 'vitest';
import { descend } from '../../../src/engine/descend';
import { BasinMap, type BasinsRequest, diverged, notYet, stagesOf, unsettled } from '../../../src/engine/landscape/basinMap';
import { settleAll } from '../../../src/engine/landscape/basins';
import { coordinatePlane } from '../../../src/engine/landscape/plane';
import { finish } from '../../../src/engine/work';
import { objectiveOf } from '../curvature/jet';
import { losses } from '../curvature/losses';
import { allBasins } from './allBasins';

const plane = coordinatePlane(new Float64Array(2), 0, 1);
const request: BasinsRequest = {
  plane,
  box: [-2, 2, -2, 2],
  size: 16,
  optimizer: { id: 'sgd', options: { learningRate: 0.05 } },
  steps: 200,
};

describe('basins', { timeout: 30_000 }, () => {
  it('splits the double well at x = 0', () => {
    const { attractor, attractors, bestShare, unsettledShare, steps } = allBasins(losses.double_well, request);
    expect(attractors.map(({ at }) => Math.round(at[0])).sort()).toEqual([-1, 1]);
    expect(attractors.map(({ share }) => share)).toEqual([0.5, 0.5]);
    expect([bestShare, unsettledShare]).toEqual([1, 0]); // both wells are equally deep
    attractor.forEach((index, cell) => {
      const x = -2 + (4 * ((cell % 16) + 0.5)) / 16;
      expect(attractors[index].at[0]).toBeCloseTo(Math.sign(x), 6);
      expect(steps[cell]).toBeGreaterThan(0);
    });
  });

  it('refuses sizes that can not be halved down to 16', () => {
    expect(() => allBasins(losses.double_well, { ...request, size: 20 })).toThrow(RangeError);
  });

  it('ranks attractors by loss', () => {
    const tilted = objectiveOf(2, ([x, y]) => x.square().minus(1).square().plus(x.times(0.8)).plus(y.square()));
    const { attractors, bestShare } = allBasins(tilted, request);
    expect(attractors).toHaveLength(2);
    expect(attractors[0].at[0]).toBeLessThan(0);
    expect(attractors[0].loss).toBeLessThan(attractors[1].loss);
    expect(bestShare).toBe(attractors[0].share);
    expect(bestShare).toBeGreaterThan(0.5);
  });

  it('tells runs that diverge from those that are still under way', () => {
    const outcome = (learningRate: number, steps: number): number[] => {
      const optimizer = { id: 'sgd', options: { learningRate } };
      return [...new Set(allBasins(losses.rosenbrock, { ...request, optimizer, steps }).attractor)];
    };
    expect(outcome(1e-5, 10)).toContain(unsettled);
    expect(outcome(1, 50)).toEqual([diverged]);
  });

  it('follows the very run that a path shows, clipped and scheduled', () => {
    const run = {
      ...{ steps: 60, tolerance: 1e-6, clip: { norm: 0.5 } },
      optimizer: { id: 'sgd', options: { learningRate: 0.3, momentum: 0.6 } },
      schedule: { id: 'exponential', options: { gamma: 0.97 } },
    };
    const { attractor, attractors } = allBasins(losses.double_well, { ...request, ...run });
    const differs = allBasins(losses.double_well, { ...request, ...run, clip: undefined, schedule: undefined }).attractor;
    for (let cell = 0; cell < 256; cell++) {
      const start = Float64Array.of(-2 + (cell % 16) / 4 + 0.125, -2 + Math.floor(cell / 16) / 4 + 0.125);
      const { answer } = descend(losses.double_well, { ...run, start });
      expect(attractors[attractor[cell]].at[0]).toBeCloseTo(Math.sign(answer[0]), 6);
    }
    expect(attractor).not.toEqual(differs);
  });

  it('reaches the minima of the loss and its penalties together', () => {
    // x⁴ − 2x² + y² + x² + y²: minima at x = ±1/√2, of −1/4.
    const ridge = allBasins(losses.double_well, { ...request, penalties: [{ id: 'l2', options: { alpha: 2 } }] });
    expect(ridge.attractors.map(({ at }) => at[0]).sort((a, b) => a - b)).toEqual([-1, 1].map((s) => expect.closeTo(s * Math.SQRT1_2, 9)));
    expect(ridge.attractors[0].loss).toBeCloseTo(-0.25, 12);
    // The slope of (y − 0.3)² at 0, −0.6, is less than that of 0.9|y|: y is exactly 0; x is not penalised.
    const tilted = objectiveOf(2, ([x, y]) => x.square().minus(1).square().plus(y.minus(0.3).square()));
    const lasso = allBasins(tilted, { ...request, penalties: [{ id: 'l1', options: { alpha: 0.9 } }], unpenalized: new Set([0]) });
    expect(lasso.attractors.map(({ at }) => [Math.round(at[0] * 1e6) / 1e6, at[1]]).sort(([a], [b]) => a - b)).toEqual([
      [-1, 0],
      [1, 0],
    ]);
    expect(lasso.attractors[0].loss).toBeCloseTo(0.09, 12);
    expect([lasso.bestShare, lasso.unsettledShare]).toEqual([1, 0]);
  });

  it('counts a valley as one attractor', () => {
    const { attractors } = allBasins(losses.lee_toy, { ...request, steps: 2000 });
    expect(attractors).toHaveLength(1);
    expect(attractors[0].loss).toBeCloseTo(0, 9);
  });

  it('refines by doubling, running each start once', () => {
    const stages = stagesOf(64);
    expect(stages.map(({ length }) => length)).toEqual([256, 768, 3072]);
    expect(new Set(stages.flat()).size).toBe(64 * 64);
  });

  it('shows a start that is not followed yet as the nearest coarser one', () => {
    const finer = { ...request, size: 32 };
    const map = new BasinMap(finer);
    const [coarse, fine] = stagesOf(32);
    for (const one of finish(settleAll(losses.double_well, finer, coarse)).settlements) map.add(one);
    const first = map.result();
    expect(first.attractor.every((index) => index !== notYet)).toBe(true);
    expect(new Set(first.attractor.subarray(0, 2)).size).toBe(1);
    expect(first.done).toBe(0.25);
    for (const one of finish(settleAll(losses.double_well, finer, fine)).settlements) map.add(one);
    expect(map.result().done).toBe(1);
  });

  it('can be interrupted in a run', () => {
    let pauses = 0;
    for (const _ of settleAll(losses.double_well, { ...request, steps: 60 }, stagesOf(16).flat())) pauses++;
    expect(pauses).toBeGreaterThan(64);
  });

  it('can be shared out: settlements may come in any order', () => {
    const map = new BasinMap(request);
    const { settlements } = finish(settleAll(losses.double_well, request, stagesOf(16).flat().reverse()));
    for (const one of settlements) map.add(one);
    const whole = allBasins(losses.double_well, request);
    expect(map.result().steps).toEqual(whole.steps);
    expect(map.result().bestShare).toBe(whole.bestShare);
  });
});
