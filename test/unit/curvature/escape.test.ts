import { describe, expect, it } from 'vitest';
import { eigenSections } from '../../../src/engine/curvature/crossSection';
import { escapeSaddle } from '../../../src/engine/curvature/escape';
import { readout } from '../../../src/engine/curvature/readout';
import { dot } from '../../../src/engine/linalg/vector';
import { finish } from '../../../src/engine/work';
import reference from '../../reference/critical-points.json';
import { objectiveOf } from './jet';
import { losses } from './losses';

describe('escape', { timeout: 30_000 }, () => {
  it('shows the textbook numbers of (1 − w₁w₂)² at 0', () => {
    const found = finish(escapeSaddle(losses.lee_toy, new Float64Array(2)));
    expect(found?.eigenvalue).toBe(-2);
    expect(Array.from(found?.direction ?? [])).toEqual([expect.closeTo(Math.SQRT1_2, 14), expect.closeTo(Math.SQRT1_2, 14)]);
    const [up, down] = found?.branches ?? [];
    for (const [branch, sign] of [
      [up, 1],
      [down, -1],
    ] as const) {
      expect(branch?.sign).toBe(sign);
      expect(branch?.startLoss).toBeLessThan(1);
      expect(branch?.loss).toBeCloseTo(0, 12);
      expect(Array.from(branch?.params ?? [])).toEqual([expect.closeTo(sign, 6), expect.closeTo(sign, 6)]);
    }
  });

  for (const { name, points } of reference.functions) {
    for (const { x, value } of points.filter(({ kind }) => kind === 'saddle')) {
      it(`ends lower than the saddle of ${name} at (${x.map((xi) => xi.toFixed(2)).join(', ')}) both ways`, () => {
        const found = finish(escapeSaddle(losses[name], Float64Array.from(x)));
        if (!found) throw new Error('no way down');
        const { direction, branches } = found;
        expect(Math.hypot(...direction)).toBeCloseTo(1, 12);
        for (const { sign, start, startLoss, loss, trajectory } of branches) {
          const offset = start.map((s, i) => s - x[i]);
          expect(Math.sign(dot(offset, direction))).toBe(sign);
          expect(startLoss).toBeLessThan(value);
          expect(loss).toBeLessThanOrEqual(startLoss);
          expect(trajectory.loss.slice(1).every((next, k) => next <= trajectory.loss[k] + 1e-9 * Math.abs(value))).toBe(true);
        }
      });
    }
  }

  it('has no way to offer where no curvature is negative', () => {
    expect(finish(escapeSaddle(losses.himmelblau, Float64Array.of(3, 2)))).toBeUndefined();
    expect(finish(escapeSaddle(losses.lee_toy, Float64Array.of(1, 1)))).toBeUndefined();
  });

  it('takes the optimizer that it is given', () => {
    const optimizer = { id: 'sgd', options: { learningRate: 0.05 } };
    const found = finish(escapeSaddle(losses.lee_toy, new Float64Array(2), { optimizer, steps: 300 }));
    expect(found?.branches.map(({ trajectory }) => trajectory.optimizer)).toEqual(['sgd', 'sgd']);
    for (const branch of found?.branches ?? []) expect(branch.loss).toBeLessThan(1e-6);
  });
});

describe('eigenSections', { timeout: 30_000 }, () => {
  it('shows one cup up and one cup down at a saddle', () => {
    const [down, up] = eigenSections(losses.lee_toy, readout(losses.lee_toy, new Float64Array(2)), { reach: 0.1, samples: 21 });
    expect([down.eigenvalue, up.eigenvalue]).toEqual([-2, 2]);
    for (const { t, taylor, eigenvalue } of [down, up])
      for (const [i, step] of t.entries()) expect(taylor[i]).toBeCloseTo(1 + (eigenvalue * step * step) / 2, 14);
    expect(down.loss[0]).toBeLessThan(1);
    expect(up.loss[0]).toBeGreaterThan(1);
  });

  it('agrees with the loss up to the third order', () => {
    const x = Float64Array.of(0.7, -1.1);
    const report = readout(losses.himmelblau, x);
    const error = (reach: number): number =>
      Math.max(...eigenSections(losses.himmelblau, report, { reach, samples: 3 }).map(({ loss, taylor }) => Math.abs(loss[2] - taylor[2])));
    expect(error(1e-2) / error(1e-3)).toBeGreaterThan(900);
    expect(error(1e-2) / error(1e-3)).toBeLessThan(1100);
  });

  it('equals the loss of a quadratic, whatever the reach', () => {
    const quadratic = objectiveOf(2, ([x, y]) => x.square().times(3).plus(x.times(y)).minus(y.square()).plus(x));
    for (const { loss, taylor } of eigenSections(quadratic, readout(quadratic, Float64Array.of(1, 2)), { reach: 50 })) {
      loss.forEach((value, i) => {
        expect(Math.abs(value - taylor[i])).toBeLessThan(1e-10 * (1 + Math.abs(value)));
      });
    }
  });
});
