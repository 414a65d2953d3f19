import { describe, expect, it } from 'vitest';
import type { Objective } from '../../../src/engine/objective';
import { momentsOf, restored, standardised } from '../../../src/engine/training/moments';
import { compareScaling } from '../../../src/engine/training/standardisation';
import { finish } from '../../../src/engine/work';
import { columnsOf, isLikelyFeature, withColumns } from '../../../src/source/columns';

/** ½ mean (θ·x − y)² with its Hessian XᵀX/N. */
function leastSquares(x: readonly (readonly number[])[], y: readonly number[]): Objective {
  const n = x[0].length;
  const residual = (theta: Float64Array, i: number) => x[i].reduce((sum, feature, k) => sum + feature * theta[k], -y[i]);
  const mean = (of: (i: number) => number) => x.reduce((sum, _, i) => sum + of(i), 0) / x.length;
  const value = (theta: Float64Array) => mean((i) => residual(theta, i) ** 2) / 2;
  return {
    n,
    derivatives: 'exact',
    value,
    valueAndGradient(theta, gradient) {
      for (let k = 0; k < n; k++) gradient[k] = mean((i) => residual(theta, i) * x[i][k]);
      return value(theta);
    },
    hessian: () => new Float64Array(n * n).map((_, at) => mean((i) => x[i][Math.floor(at / n)] * x[i][at % n])),
    hessianVector: () => undefined,
  };
}

/** Two uncorrelated features around 0, one a hundred times as large, and the intercept. */
const features = [
  [-300, -1],
  [-300, 1],
  [300, -1],
  [300, 1],
];
const y = [1, 2, 3, 5];

describe('moments', () => {
  it('are those of scikit-learn’s StandardScaler', () => {
    // StandardScaler().fit([[1], [2], [3], [6]]): mean_ 3, scale_ 1.8708286933869707
    const moments = momentsOf(Float64Array.of(1, 2, 3, 6));
    expect(moments.mean).toBe(3);
    expect(moments.deviation).toBeCloseTo(1.8708286933869707, 14);
  });
  it('can be undone', () => {
    const moments = momentsOf(Float64Array.of(0.1, 7, -30));
    for (const x of [0.1, 7, -30, 1e3]) expect(restored(standardised(x, moments), moments)).toBeCloseTo(x, 10);
  });
  it('leave a feature that never changes where it is, but for its mean', () => {
    const moments = momentsOf(Float64Array.of(0.3, 0.1 + 0.2, 0.3));
    expect(moments.deviation).toBe(0);
    expect(standardised(5, { mean: 5, deviation: 0 })).toBe(0);
  });
});

describe('a loss with uncorrelated features', () => {
  const scaled = [0, 1].map((k) => momentsOf(Float64Array.from(features, (row) => row[k])));
  const before = leastSquares(
    features.map((row) => [...row, 1]),
    y,
  );
  const after = leastSquares(
    features.map((row) => [...row.map((x, k) => standardised(x, scaled[k])), 1]),
    y,
  );
  const compared = finish(compareScaling(before, after, { start: new Float64Array(3), steps: 5000, size: 11 }));

  it('has κ = 1 once they are standardised, and is solved in one step', () => {
    expect(compared.before.conditionNumber).toBeCloseTo(300 ** 2, 4);
    expect(compared.after.conditionNumber).toBeCloseTo(1, 12);
    expect(compared.after).toMatchObject({ stopped: 'converged', steps: 1 });
    expect(compared.before).toMatchObject({ stopped: 'steps', steps: 5000 });
  });
  it('is drawn in the plane where it is stretched the most', () => {
    expect(compared.coordinates).toEqual([0, 1]);
    const [u0, u1, v0, v1] = compared.before.surface.box;
    expect(u1 - u0).toBeCloseTo(v1 - v0, 12);
  });
});

describe('columns of data', () => {
  it.each([
    [
      [
        { a: 1, b: [2, 3] },
        { a: 4, b: [5, 6] },
      ],
      { a: [1, 4], 'b[0]': [2, 5], 'b[1]': [3, 6] },
    ],
    [
      {
        x: [
          [1, 2],
          [3, 4],
        ],
        y: Float64Array.of(5, 6),
        scale: 7,
      },
      { 'x[0]': [1, 3], 'x[1]': [2, 4], y: [5, 6] },
    ],
    [[1, 2], { value: [1, 2] }],
    [[{ a: 1 }, { a: 2, b: 3 }], { a: [1, 2] }],
    [5, {}],
  ])('of %j', (data, columns) => {
    const found = Object.fromEntries(columnsOf(data, [0, 1]).map(({ name, values }) => [name, [...values]]));
    expect(found).toEqual(columns);
  });
  it('are changed where they are named, and nothing else is', () => {
    class Point {
      constructor(
        readonly x: number,
        readonly y: number,
      ) {}
      get sum(): number {
        return this.x + this.y;
      }
    }
    const changes = new Map([['x', (x: number) => 10 * x]]);
    const [moved] = withColumns([new Point(1, 2)], changes) as Point[];
    expect([moved.x, moved.y, moved.sum]).toEqual([10, 2, 12]);
    expect(withColumns({ x: [1, 2], y: [3, 4], n: 2 }, changes)).toEqual({ x: [10, 20], y: [3, 4], n: 2 });
  });
  it('are features unless they are named as targets or are switches', () => {
    const column = (name: string, ...values: number[]) => ({ name, values: Float64Array.from(values) });
    expect(isLikelyFeature(column('study', 1, 2, 3))).toBe(true);
    expect(isLikelyFeature(column('y', 1, 2, 3))).toBe(false);
    expect(isLikelyFeature(column('target', 1, 2, 3))).toBe(false);
    expect(isLikelyFeature(column('passed', 0, 1, 1))).toBe(false);
  });
});
