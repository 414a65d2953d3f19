import { afterEach, expect, it, vi } from 'vitest';
import type { Objective } from '../../../src/engine/objective';
import { gradientTime } from '../../../src/engine/training/gradientTime';
import { finish } from '../../../src/engine/work';

afterEach(() => void vi.restoreAllMocks());

/** A clock that only evaluations move on, and an objective each of whose evaluations takes what `taking` says of their number so far. */
function timed(taking: (evaluations: number) => number): { objective: Objective; evaluations: () => number } {
  let [now, evaluations] = [0, 0];
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  const valueAndGradient = () => {
    now += taking(evaluations++);
    return 0;
  };
  const unasked = () => {
    throw new Error('only gradients are timed');
  };
  const objective = { n: 1, derivatives: 'exact', value: unasked, valueAndGradient, hessianVector: unasked, hessian: unasked } as const;
  return { objective, evaluations: () => evaluations };
}

it('goes on until what engines optimise meanwhile is as quick as it gets', () => {
  const { objective } = timed((evaluations) => (evaluations < 30 ? 1 : 0.01));
  expect(finish(gradientTime(objective, new Float64Array(1)))).toBeCloseTo(0.01, 10);
});

it('asks for few evaluations of what takes long, and takes the quickest', () => {
  const { objective, evaluations } = timed((evaluations) => (evaluations === 1 ? 90 : 100));
  expect(finish(gradientTime(objective, new Float64Array(1)))).toBe(90);
  expect(evaluations()).toBeLessThan(6);
});
