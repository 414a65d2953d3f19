import { describe, expect, it } from 'vitest';
import type { Objective } from '../../../src/engine/objective';
import { OptionError } from '../../../src/engine/options';
import { penaltyGeometry } from '../../../src/engine/penalties/geometry';
import { finish } from '../../../src/engine/work';

/** ½‖x − c‖² */
const around = (...centre: readonly number[]): Objective => ({
  n: centre.length,
  derivatives: 'exact',
  value: (x) => x.reduce((sum, xi, i) => sum + 0.5 * (xi - centre[i]) ** 2, 0),
  valueAndGradient(x, gradient) {
    for (let i = 0; i < x.length; i++) gradient[i] = x[i] - centre[i];
    return this.value(x);
  },
  hessianVector: (_x, v, product) => product.set(v),
  hessian: ({ length: n }) => new Float64Array(n * n).map((_, k) => Number(k % (n + 1) === 0)),
});

const geometry = (id: string, alpha: number, unpenalized: readonly number[] = [], objective = around(3, 0.5)) =>
  finish(
    penaltyGeometry(objective, {
      penalties: [{ id, options: { alpha } }],
      unpenalized: new Set(unpenalized),
      start: new Float64Array(objective.n),
      plane: [0, 1],
    }),
  );

describe('the geometry of a penalty', () => {
  it('L1: the soft-thresholded centre, at a corner of a diamond', () => {
    const { optimum, converged, loss, level, outline } = geometry('l1', 1);
    expect([...optimum].map((x) => Number(x.toFixed(9)))).toEqual([2, 0]);
    expect(converged).toBe(true);
    expect(loss).toBeCloseTo(0.5 * (1 + 0.25), 9);
    expect(level).toBeCloseTo(2, 9);
    for (let k = 0; k < outline.length; k += 2) expect(Math.abs(outline[k]) + Math.abs(outline[k + 1])).toBeCloseTo(2, 9);
  });

  it('L2: the shrunk centre, on a circle through it', () => {
    const { optimum, outline } = geometry('l2', 1);
    expect([...optimum].map((x) => Number(x.toFixed(8)))).toEqual([1.5, 0.25]);
    for (let k = 0; k < outline.length; k += 2) expect(Math.hypot(outline[k], outline[k + 1])).toBeCloseTo(Math.hypot(1.5, 0.25), 8);
  });

  it('has no ball where a coordinate of the plane is not penalised, or everything is pressed to zero', () => {
    expect(geometry('l1', 1, [1]).outline).toHaveLength(0);
    expect(geometry('l1', 1, [1]).optimum[1]).toBeCloseTo(0.5, 8);
    expect(geometry('l1', 10)).toMatchObject({ level: 0, outline: new Float64Array(0) });
  });

  it('takes the two coordinates of the plane alone when there are more', () => {
    const { level, optimum } = geometry('l1', 1, [], around(3, 2, 9));
    expect(optimum[2]).toBeCloseTo(8, 8);
    expect(level).toBeCloseTo(2 + 1, 8);
  });

  it('refuses penalties that there are not', () => {
    expect(() => geometry('l7', 1)).toThrow(OptionError);
  });
});
