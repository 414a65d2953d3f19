import { describe, expect, it } from 'vitest';
import { criticalPoints } from '../../../src/engine/curvature/criticalPoints';
import { gradientRoot } from '../../../src/engine/curvature/gradientRoot';
import type { CriticalPoints } from '../../../src/engine/curvature/points';
import type { Box } from '../../../src/engine/curvature/unitCube';
import { UserCodeError } from '../../../src/engine/errors';
import type { Objective } from '../../../src/engine/objective';
import { finish } from '../../../src/engine/work';
import reference from '../../reference/critical-points.json';
import { type Jet, objectiveOf } from './jet';
import { losses } from './losses';

const search = (objective: Objective, box: Box): CriticalPoints => finish(criticalPoints(objective, box));
const toBox = (box: readonly (readonly number[])[]): Box => box.map(([low, high]) => [low, high] as const);

describe('criticalPoints', { timeout: 30_000 }, () => {
  for (const { name, box, points } of reference.functions) {
    it(`finds exactly the ${points.length} known points of ${name}`, () => {
      const found = search(losses[name], toBox(box));
      const unmatched = [...found.points];
      for (const expected of points) {
        const index = unmatched.findIndex(({ at }) => Math.hypot(at[0] - expected.x[0], at[1] - expected.x[1]) < 1e-8);
        expect(index, `${expected.kind} at ${expected.x.join(', ')}`).toBeGreaterThanOrEqual(0);
        const [point] = unmatched.splice(index, 1);
        expect(point.kind).toBe(expected.kind);
        expect(point.loss).toBeCloseTo(expected.value, 9);
        expect(point.gradientNorm).toBeLessThan(1e-10);
        const scale = Math.max(1, ...expected.eigenvalues.map(Math.abs));
        point.eigenvalues.forEach((value, k) => {
          expect(Math.abs(value - expected.eigenvalues[k])).toBeLessThan(1e-9 * scale);
        });
      }
      expect(unmatched).toEqual([]);
      expect(found.expectedMissing).toBeLessThanOrEqual(0.2);
    });
  }
});

describe('criticalPoints beyond isolated points of smooth functions', { timeout: 30_000 }, () => {
  it('reports the valley of (1 − w₁w₂)² as two curves of minima, not as points', () => {
    const { continua, points } = search(losses.lee_toy, [
      [-3, 3],
      [-3, 3],
    ]);
    expect(points.map(({ kind }) => kind)).toEqual(['saddle']);
    expect(continua).toHaveLength(2);
    for (const { dimension, kind, loss, inertia, points: curve } of continua) {
      expect({ dimension, kind, inertia }).toEqual({ dimension: 1, kind: 'minimum', inertia: [1, 1, 0] });
      expect(loss).toBeCloseTo(0, 15);
      for (const [w1, w2] of curve) expect(w1 * w2).toBeCloseTo(1, 9);
      const ends = [curve[0], curve[curve.length - 1]].map(([w1, w2]) => Math.max(Math.abs(w1), Math.abs(w2)));
      for (const end of ends) expect(end).toBeGreaterThan(2.8);
    }
  });

  it('closes a curve that is a circle', () => {
    const ring = objectiveOf(2, ([x, y]) => x.square().plus(y.square()).minus(1).square());
    const { continua, points } = search(ring, [
      [-2, 2],
      [-2, 2],
    ]);
    expect(points.map(({ kind, at }) => [kind, ...at.map((v) => Math.round(v * 1e9))])).toEqual([['maximum', 0, 0]]);
    expect(continua).toHaveLength(1);
    const [{ points: curve }] = continua;
    expect(curve[0]).toEqual(curve[curve.length - 1]);
    expect(curve.length).toBeGreaterThan(80);
  });

  it('names a flat region once', () => {
    const flat = objectiveOf(2, ([x]) => x.times(0).plus(3));
    const { continua, points } = search(flat, [
      [0, 1],
      [0, 1],
    ]);
    expect(points).toEqual([]);
    expect(continua.map(({ dimension, kind, loss }) => ({ dimension, kind, loss }))).toEqual([
      { dimension: 2, kind: 'degenerate', loss: 3 },
    ]);
  });

  it('names a flat region once, its border included', () => {
    const hinge = objectiveOf(2, ([x, y]) => {
      const z = x.plus(y).minus(0.5);
      return z.apply(Math.max(0, z.value), z.value > 0 ? 1 : 0, 0).square();
    });
    const { continua, points } = search(hinge, [
      [-2, 2],
      [-2, 2],
    ]);
    expect(points).toEqual([]);
    expect(continua.map(({ dimension, loss }) => [dimension, loss])).toEqual([[2, 0]]);
  });

  it('follows both of two curves that cross', () => {
    const cross = objectiveOf(2, ([x, y]) => x.times(y).square());
    const { continua, points } = search(cross, [
      [-2, 2],
      [-2, 2],
    ]);
    expect(points).toEqual([]);
    expect(continua.map(({ dimension, kind }) => [dimension, kind])).toEqual([
      [1, 'minimum'],
      [1, 'minimum'],
    ]);
    for (const axis of [0, 1]) expect(continua.some(({ points: curve }) => curve.every((t) => Math.abs(t[axis]) < 1e-6))).toBe(true);
  });

  it('does not take the tip of a cone for a critical point', () => {
    const cone = objectiveOf(2, ([x, y]) => x.square().plus(y.square()).plus(1e-30).pow(0.5));
    expect(
      search(cone, [
        [-1, 1.3],
        [-1, 1.3],
      ]).points,
    ).toEqual([]);
  });

  it('does not take the edge of a ramp for a minimum, where the loss falls beyond it', () => {
    const ramp = (z: Jet) => z.apply(Math.max(0, z.value), z.value > 0 ? 1 : 0, 0);
    const ramps = objectiveOf(2, ([x, y]) => ramp(x).plus(ramp(y)).minus(1).square().plus(x.square().plus(y.square()).times(0.1)));
    const { points } = search(ramps, [
      [-3, 3],
      [-3, 3],
    ]);
    expect(points).toHaveLength(1);
    for (const coordinate of points[0].at) expect(coordinate).toBeCloseTo(1 / 2.1, 12);
  });

  it('does not take the gently sloping floor of a steep valley for critical points', () => {
    // Powell's badly scaled function: along x₁x₂ = 10⁻⁴ the Hessian is singular by the rule for zero, yet the loss goes on falling.
    const badlyScaled = objectiveOf(2, ([x, y]) => {
      const first = x.times(y).times(1e4).minus(1);
      const second = x.times(-1).exp().plus(y.times(-1).exp()).minus(1.0001);
      return first.square().plus(second.square());
    });
    const { continua, points } = search(badlyScaled, [
      [-4.22, 5.78],
      [-5.96, 4.04],
    ]);
    expect(continua).toEqual([]);
    expect(points.every(({ kind }) => kind !== 'degenerate')).toBe(true);
    expect(points.length).toBeLessThanOrEqual(4);
  });

  it('keeps an isolated degenerate minimum as a point', () => {
    const quartic = objectiveOf(2, ([x, y]) => x.minus(0.3).pow(4).plus(y.plus(0.2).pow(4)));
    const { continua, points } = search(quartic, [
      [-1, 1],
      [-1, 1],
    ]);
    expect(continua).toEqual([]);
    expect(points.map(({ kind }) => kind)).toEqual(['degenerate']);
    expect(points[0].at[0]).toBeCloseTo(0.3, 5);
  });

  it('does not take the tail of a Gaussian for a critical point', () => {
    const hill = objectiveOf(2, ([x, y]) => x.square().plus(y.square()).times(-1).exp());
    const { points, continua } = search(hill, [
      [-3, 4],
      [-3, 4],
    ]);
    expect(points.map(({ kind }) => kind)).toEqual(['maximum']);
    expect(continua).toEqual([]);
  });

  it('finds all 3ⁿ points of a sum of double wells in three dimensions, and in one dimension alone', () => {
    for (const n of [1, 3]) {
      const wells = objectiveOf(n, (x) =>
        x
          .map((xi, i) =>
            xi
              .square()
              .minus(1)
              .square()
              .times(1 + i),
          )
          .reduce((a, b) => a.plus(b)),
      );
      const { points, counts } = search(
        wells,
        Array.from({ length: n }, () => [-1.6, 1.7] as const),
      );
      expect(points).toHaveLength(3 ** n);
      expect(counts).toEqual({ minimum: 2 ** n, saddle: 3 ** n - 2 ** n - 1, maximum: 1, degenerate: 0 });
    }
  });

  it('searches a box of very unequal sides', () => {
    const [a, b] = [100, 0.03];
    const stretched = objectiveOf(2, ([x, y]) =>
      x
        .times(1 / a)
        .square()
        .minus(1)
        .square()
        .plus(y.times(1 / b).square()),
    );
    const { counts } = search(stretched, [
      [-2 * a, 2 * a],
      [-2 * b, 2 * b],
    ]);
    expect(counts).toEqual({ minimum: 2, saddle: 1, maximum: 0, degenerate: 0 });
  });

  it('does not look for points where the loss is NaN', () => {
    const logarithm = objectiveOf(2, ([x, y]) => x.log().plus(x.times(0.5)).plus(y.square()));
    expect(
      search(logarithm, [
        [-4, 4],
        [-4, 4],
      ]).points,
    ).toEqual([]);
  });

  it('tells points that are flat but not critical from those that are', () => {
    // ∂L/∂x = x² + 0.01 is least, and not 0, at x = 0; there H is singular.
    const inflection = objectiveOf(2, ([x, y]) =>
      x
        .pow(3)
        .times(1 / 3)
        .plus(x.times(0.01))
        .plus(y.square()),
    );
    const { points, gradientFlat, continua } = search(inflection, [
      [-1, 1],
      [-1, 1],
    ]);
    expect([points, continua]).toEqual([[], []]);
    expect(gradientFlat).toHaveLength(1);
    expect(Array.from(gradientFlat[0].at)).toEqual([expect.closeTo(0, 3), expect.closeTo(0, 3)]);
    expect(gradientFlat[0].gradientNorm).toBeCloseTo(0.01, 6);
  });

  it('takes no steepest point for a flat one', () => {
    // ∂L/∂x = 1.3 + cos x is 0.3 at ±π, where it is least, and 2.3 at 0, where the search begins and H is as singular.
    const steps = objectiveOf(2, ([x, y]) => x.sin().plus(x.times(1.3)).plus(y.square()));
    const { points, gradientFlat } = search(steps, [
      [-7, 7],
      [-2, 2],
    ]);
    expect(points).toEqual([]);
    expect(gradientFlat.map(({ at }) => at[0]).sort((a, b) => a - b)).toEqual([-Math.PI, Math.PI].map((x) => expect.closeTo(x, 4)));
  });

  it('takes no even slope for a flat one', () => {
    const slope = objectiveOf(2, ([x, y]) => x.times(2).plus(y.square()));
    const { points, gradientFlat } = search(slope, [
      [-1, 1],
      [-1, 1],
    ]);
    expect([points, gradientFlat]).toEqual([[], []]);
  });

  it('takes a start that is a critical point', () => {
    const bowl = objectiveOf(2, ([x, y]) => x.square().plus(y.square()));
    const root = gradientRoot(bowl, new Float64Array(2), () => false);
    expect(root?.gradientNorm).toBe(0);
  });

  it('streams the points as they are found, each list an extension of the one before', () => {
    let previous = 0;
    for (const partial of criticalPoints(losses.himmelblau, [
      [-6, 6],
      [-6, 6],
    ])) {
      if (!partial) continue;
      expect(partial.points).toHaveLength(previous + 1);
      previous++;
    }
    expect(previous).toBe(9);
  });

  it('orders by kind, then loss, then position', () => {
    const { points } = search(losses.six_hump_camel, [
      [-3, 3],
      [-2, 2],
    ]);
    const kinds = points.map(({ kind }) => kind);
    expect(kinds).toEqual([...Array(6).fill('minimum'), ...Array(7).fill('saddle'), ...Array(2).fill('maximum')]);
    expect(points[0].at[0]).toBeLessThan(points[1].at[0]);
    points.slice(1).forEach(({ kind, loss }, k) => {
      if (kind === points[k].kind) expect(loss).toBeGreaterThanOrEqual(points[k].loss - 1e-9);
    });
  });
});

describe('criticalPoints where the user’s code throws', { timeout: 30_000 }, () => {
  const fails = (everywhere: boolean): Objective => {
    const refuse = (x: Float64Array): void => {
      if (everywhere || x[0] < 0) throw new UserCodeError('negative');
    };
    const { himmelblau } = losses;
    return {
      ...himmelblau,
      valueAndGradient: (x, gradient) => {
        refuse(x);
        return himmelblau.valueAndGradient(x, gradient);
      },
    };
  };
  const box: Box = [
    [-6, 6],
    [-6, 6],
  ];

  it('searches the rest of the box', () => {
    const { points } = search(fails(false), box);
    expect(points.length).toBeGreaterThanOrEqual(4);
    expect(points.every(({ at }) => at[0] >= 0)).toBe(true);
  });

  it('passes the error on when it throws everywhere', () => {
    expect(() => search(fails(true), box)).toThrow('negative');
  });
});
