import { describe, expect, it } from 'vitest';
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
