import { describe, expect, it } from 'vitest';
import { type DescendRequest, descend } from '../../../src/engine/descend';
import { symmetricEigen } from '../../../src/engine/linalg/symmetricEigen';
import type { Objective } from '../../../src/engine/objective';
import { normalVector, pointInBall } from '../../../src/engine/optimizers/draws';
import { orthogonalised } from '../../../src/engine/optimizers/newtonSchulz';
import { OptionError } from '../../../src/engine/options';
import type { Trajectory } from '../../../src/engine/trajectory';
import { objectiveOf } from './support/objective';
import { problems } from './support/problems';

const rosenbrock = objectiveOf(problems.rosenbrock({}), 2);
const start = Float64Array.of(-1.2, 1);

function run(
  id: string,
  options: DescendRequest['optimizer']['options'],
  request: Partial<DescendRequest> = {},
  objective: Objective = rosenbrock,
): Trajectory {
  return descend(objective, { optimizer: { id, options }, start, steps: 5, ...request });
}

/** ∇ of Rosenbrock's function by hand. */
function gradient([x, y]: readonly number[]): [number, number] {
  return [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)];
}

/** Its Hessian. */
function hessian([x, y]: readonly number[]): [number, number, number] {
  return [2 - 400 * (y - 3 * x * x), -400 * x, 200];
}

/** Plain recurrences over pairs of numbers, written from the papers, against the rows of a run. */
function expectRows({ params }: Trajectory, rows: readonly (readonly number[])[]): void {
  expect(params.length).toBe(2 * rows.length);
  rows.flat().forEach((expected, i) => {
    expect(Math.abs(params[i] - expected)).toBeLessThanOrEqual(1e-13 * Math.max(1, Math.abs(expected)));
  });
}

/** The rows that `advance` leads through from the start. */
function follow(steps: number, advance: (x: readonly number[], t: number) => readonly number[]): (readonly number[])[] {
  const rows: (readonly number[])[] = [Array.from(start)];
  for (let t = 1; t <= steps; t++) rows.push(advance(rows[t - 1], t));
  return rows;
}

describe('the first steps, computed from the papers', () => {
  it('Lion', () => {
    let m = [0, 0];
    const rows = follow(5, (x) => {
      const g = gradient(x);
      const next = x.map((xi, i) => xi - 0.01 * (Math.sign(0.9 * m[i] + 0.1 * g[i]) + 0.05 * xi));
      m = m.map((mi, i) => 0.99 * mi + 0.01 * g[i]);
      return next;
    });
    expectRows(run('lion', { learningRate: 0.01, weightDecay: 0.05 }), rows);
  });

  it('SAM with momentum', () => {
    let m = [0, 0];
    const rows = follow(5, (x) => {
      const g = gradient(x);
      const length = Math.hypot(...g);
      const worst = gradient(x.map((xi, i) => xi + (0.05 * g[i]) / length));
      m = m.map((mi, i) => 0.9 * mi + worst[i]);
      return x.map((xi, i) => xi - 1e-4 * m[i]);
    });
    expectRows(run('sam', { learningRate: 1e-4, momentum: 0.9 }), rows);
  });

  it('schedule-free SGD', () => {
    let z: readonly number[] = Array.from(start);
    const rows = follow(5, (x, t) => {
      const y = x.map((xi, i) => 0.1 * z[i] + 0.9 * xi);
      const g = gradient(y);
      z = z.map((zi, i) => zi - 1e-3 * g[i]);
      return x.map((xi, i) => (1 - 1 / t) * xi + z[i] / t);
    });
    expectRows(run('schedule-free', { learningRate: 1e-3 }), rows);
  });

  it('schedule-free AdamW', () => {
    let z: readonly number[] = Array.from(start);
    let v = [0, 0];
    const rows = follow(5, (x, t) => {
      const y = x.map((xi, i) => 0.1 * z[i] + 0.9 * xi);
      const g = gradient(y);
      v = v.map((vi, i) => 0.99 * vi + 0.01 * g[i] ** 2);
      z = z.map((zi, i) => zi - (0.1 * g[i]) / (Math.sqrt(v[i] / (1 - 0.99 ** t)) + 1e-8) - 0.1 * 0.02 * y[i]);
      return x.map((xi, i) => (1 - 1 / t) * xi + z[i] / t);
    });
    expectRows(run('schedule-free', { learningRate: 0.1, base: 'adamw', beta2: 0.99, weightDecay: 0.02 }), rows);
  });

  it('Sophia, with the curvature estimated from the same draws', () => {
    let m = [0, 0];
    let h = [0, 0];
    const rows = follow(5, (x, t) => {
      const g = gradient(x);
      m = m.map((mi, i) => 0.96 * mi + 0.04 * g[i]);
      if ((t - 1) % 2 === 0) {
        const [u0, u1] = normalVector(3, t - 1, 2);
        const [a, b, c] = hessian(x);
        const estimate = [u0 * (a * u0 + b * u1), u1 * (b * u0 + c * u1)];
        h = h.map((hi, i) => 0.99 * hi + 0.01 * estimate[i]);
      }
      return x.map((xi, i) => xi * (1 - 0.01 * 0.1) - 0.01 * Math.max(-1, Math.min(1, m[i] / Math.max(0.5 * h[i], 1e-12))));
    });
    const options = { learningRate: 0.01, gamma: 0.5, interval: 2, weightDecay: 0.1 };
    expectRows(run('sophia', options, { seed: 3 }), rows);
  });

  it('Muon on a diagonal matrix, whose singular values go through the quintic one by one', () => {
    const quadratic: Objective = {
      ...rosenbrock,
      n: 4,
      valueAndGradient(x, out) {
        out.set([3 * x[0], 0, 0, x[3]]);
        return 1.5 * x[0] ** 2 + 0.5 * x[3] ** 2;
      },
    };
    const quintic = (s: number): number => {
      let value = s;
      for (let k = 0; k < 5; k++) value = 3.4445 * value - 4.775 * value ** 3 + 2.0315 * value ** 5;
      return value;
    };
    const matrices = [{ name: 'W', offset: 0, rows: 2, columns: 2 }];
    const { params } = run(
      'muon',
      { learningRate: 0.1, weightDecay: 0 },
      { start: Float64Array.of(2, 0, 0, 1), steps: 1, matrices },
      quadratic,
    );
    const [a, b] = [6, 1];
    const length = Math.hypot(a, b);
    expect(params[4]).toBeCloseTo(2 - 0.1 * quintic(a / length), 13);
    expect(params[7]).toBeCloseTo(1 - 0.1 * quintic(b / length), 13);
    expect(Array.from(params.subarray(5, 7), Math.abs)).toEqual([0, 0]);
  });

  it('perturbed gradient descent with the paper’s fixed step is gradient descent away from critical points', () => {
    const rows = follow(5, (x) => {
      const g = gradient(x);
      return x.map((xi, i) => xi - 1e-3 * g[i]);
    });
    expectRows(run('perturbed-gd', { learningRate: 1e-3, stepRule: 'fixed' }), rows);
  });
});

describe('Muon', () => {
  it('says what it needs when there is no matrix', () => {
    expect(() => run('muon', {})).toThrow(OptionError);
    expect(() => run('muon', {})).toThrow(/number\[\]\[\]/);
  });

  it('moves coordinates outside matrices as AdamW does', () => {
    const objective = objectiveOf((x) => x[0].pow(2).plus(x[1].pow(2)).plus(x[2].pow(2)).plus(x[3].pow(2)).plus(x[4].pow(4)), 5);
    const from = Float64Array.of(1, 2, 3, 4, 5);
    const matrices = [{ name: 'W', offset: 0, rows: 2, columns: 2 }];
    const options = { otherLearningRate: 0.01, weightDecay: 0.1 };
    const mixed = run('muon', options, { start: from, matrices }, objective);
    const adamw = run('adamw', { learningRate: 0.01, weightDecay: 0.1 }, { start: from }, objective);
    expect(mixed.params[5 * 5 + 4]).toBe(adamw.params[5 * 5 + 4]);
    expect(mixed.params[5 * 5]).not.toBe(adamw.params[5 * 5]);
  });

  it.each([
    [3, 2],
    [2, 3],
    [3, 3],
  ])('makes the singular values of a %d × %d matrix nearly equal, and keeps its singular vectors', (rows, columns) => {
    const matrix = normalVector(1, rows, rows * columns);
    const o = orthogonalised(matrix, rows, columns, 10);
    const gram = (m: Float64Array) =>
      Float64Array.from({ length: columns ** 2 }, (_, at) => {
        let total = 0;
        for (let i = 0; i < rows; i++) total += m[i * columns + Math.floor(at / columns)] * m[i * columns + (at % columns)];
        return total;
      });
    const singular = symmetricEigen(gram(o), columns).values.slice(-Math.min(rows, columns));
    singular.forEach((square) => {
      expect(Math.sqrt(square)).toBeGreaterThan(0.6);
      expect(Math.sqrt(square)).toBeLessThan(1.3);
    });
    // Grams with the same eigenvectors commute.
    const [a, b] = [gram(matrix), gram(o)];
    for (let i = 0; i < columns; i++) {
      for (let j = 0; j < columns; j++) {
        let commutator = 0;
        for (let k = 0; k < columns; k++) commutator += a[i * columns + k] * b[k * columns + j] - b[i * columns + k] * a[k * columns + j];
        expect(Math.abs(commutator)).toBeLessThanOrEqual(1e-9);
      }
    }
  });
});

describe('draws', () => {
  it('are the same for the same seed and step, and others for others', () => {
    expect(normalVector(1, 2, 5)).toEqual(normalVector(1, 2, 5));
    expect(normalVector(1, 2, 5)).not.toEqual(normalVector(1, 3, 5));
    expect(normalVector(2, 2, 5)).not.toEqual(normalVector(1, 2, 5));
  });

  it('have the moments of N(0, 1)', () => {
    const draws = normalVector(7, 0, 20_000);
    const moment = (p: number) => draws.reduce((sum, d) => sum + d ** p, 0) / draws.length;
    expect(moment(1)).toBeCloseTo(0, 1);
    expect(moment(2)).toBeCloseTo(1, 1);
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.2);
  });

  it('stay in the ball and fill it evenly', () => {
    const radii = [...Array(2000).keys()].map((step) => Math.hypot(...pointInBall(5, step, 2, 3)));
    expect(Math.max(...radii)).toBeLessThanOrEqual(3);
    // Half the area lies within 1/√2 of the radius.
    expect(radii.filter((r) => r <= 3 / Math.SQRT2).length / radii.length).toBeCloseTo(0.5, 1);
  });
});
