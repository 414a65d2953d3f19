import { describe, expect, it } from 'vitest';
import { Failures } from '../../../src/engine/failures';
import {
  BasinMap,
  type Basins,
  type BasinsRequest,
  basins,
  cellsOfStage,
  diverged,
  notYet,
  settle,
  unsettled,
} from '../../../src/engine/landscape/basins';
import { coordinatePlane } from '../../../src/engine/landscape/plane';
import { finish } from '../../../src/engine/work';
import { objectiveOf } from '../curvature/jet';
import { losses } from '../curvature/losses';

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
    const { attractor, attractors, bestShare, unsettledShare, steps } = finish(basins(losses.double_well, request));
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
    expect(() => finish(basins(losses.double_well, { ...request, size: 20 }))).toThrow(RangeError);
  });

  it('ranks attractors by loss', () => {
    const tilted = objectiveOf(2, ([x, y]) => x.square().minus(1).square().plus(x.times(0.8)).plus(y.square()));
    const { attractors, bestShare } = finish(basins(tilted, request));
    expect(attractors).toHaveLength(2);
    expect(attractors[0].at[0]).toBeLessThan(0);
    expect(attractors[0].loss).toBeLessThan(attractors[1].loss);
    expect(bestShare).toBe(attractors[0].share);
    expect(bestShare).toBeGreaterThan(0.5);
  });

  it('tells runs that diverge from those that are still under way', () => {
    const outcome = (learningRate: number, steps: number): number[] => {
      const optimizer = { id: 'sgd', options: { learningRate } };
      return [...new Set(finish(basins(losses.rosenbrock, { ...request, optimizer, steps })).attractor)];
    };
    expect(outcome(1e-5, 10)).toContain(unsettled);
    expect(outcome(1, 50)).toEqual([diverged]);
  });

  it('counts a valley as one attractor', () => {
    const { attractors } = finish(basins(losses.lee_toy, { ...request, steps: 2000 }));
    expect(attractors).toHaveLength(1);
    expect(attractors[0].loss).toBeCloseTo(0, 9);
  });

  it('refines by doubling, running each start once, and can be interrupted in a run', () => {
    const stages: Basins[] = [];
    let pauses = 0;
    const work = basins(losses.double_well, { ...request, size: 32, steps: 60 });
    let step = work.next();
    for (; !step.done; step = work.next()) {
      if (step.value) stages.push(step.value);
      else pauses++;
    }
    expect(stages).toHaveLength(1);
    expect(stages[0].attractor.every((index) => index !== notYet)).toBe(true);
    expect(new Set(stages[0].attractor.subarray(0, 2)).size).toBe(1);
    expect(pauses).toBeGreaterThan(64);
    const cells = [4, 2, 1].flatMap((stride) => cellsOfStage(64, stride));
    expect(new Set(cells).size).toBe(cells.length);
    expect(cells).toHaveLength(64 * 64);
  });

  it('can be shared out: settlements may come in any order', () => {
    const cells = cellsOfStage(16, 1);
    const map = new BasinMap(request);
    for (const cell of [...cells].reverse()) map.add(finish(settle(losses.double_well, request, cell, new Failures())));
    const whole = finish(basins(losses.double_well, request));
    expect(map.result(1).steps).toEqual(whole.steps);
    expect(map.result(1).bestShare).toBe(whole.bestShare);
  });
});
