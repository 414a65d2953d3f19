/** Losses with their derivatives written by hand, and runs of the engine's own optimizers on them. */
import { criticalPoints } from '../../../src/engine/curvature/criticalPoints';
import { readout } from '../../../src/engine/curvature/readout';
import { descend } from '../../../src/engine/descend';
import type { Objective } from '../../../src/engine/objective';
import type { OptionValue } from '../../../src/engine/options';
import { finish } from '../../../src/engine/work';
import type { CriticalPoints, Readout, Trajectory } from '../../../src/protocol/model';

interface Written {
  value(x: Float64Array): number;
  gradient(x: Float64Array): readonly number[];
  /** Row-major. */
  hessian(x: Float64Array): readonly number[];
}

export function objectiveOf(n: number, { value, gradient, hessian }: Written): Objective {
  return {
    n,
    derivatives: 'exact',
    value,
    valueAndGradient(x, out) {
      out.set(gradient(x));
      return value(x);
    },
    hessianVector(x, v, out) {
      const h = hessian(x);
      for (let i = 0; i < n; i++) out[i] = v.reduce((sum, vj, j) => sum + h[i * n + j] * vj, 0);
    },
    hessian: (x) => Float64Array.from(hessian(x)),
  };
}

export const himmelblau = objectiveOf(2, {
  value: ([x, y]) => (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2,
  gradient: ([x, y]) => [4 * x * (x * x + y - 11) + 2 * (x + y * y - 7), 2 * (x * x + y - 11) + 4 * y * (x + y * y - 7)],
  hessian: ([x, y]) => [12 * x * x + 4 * y - 42, 4 * (x + y), 4 * (x + y), 4 * x + 12 * y * y - 26],
});

export const rosenbrock = objectiveOf(2, {
  value: ([x, y]) => (1 - x) ** 2 + 100 * (y - x * x) ** 2,
  gradient: ([x, y]) => [-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)],
  hessian: ([x, y]) => [2 - 400 * (y - 3 * x * x), -400 * x, -400 * x, 200],
});

/** (1 − w₁w₂)²: a saddle at 0, and two curves of minima. */
export const toy = objectiveOf(2, {
  value: ([a, b]) => (1 - a * b) ** 2,
  gradient: ([a, b]) => [-2 * b * (1 - a * b), -2 * a * (1 - a * b)],
  hessian: ([a, b]) => [2 * b * b, 4 * a * b - 2, 4 * a * b - 2, 2 * a * a],
});

/** ½ Σ λᵢxᵢ². */
export function quadratic(...curvatures: readonly number[]): Objective {
  const n = curvatures.length;
  return objectiveOf(n, {
    value: (x) => x.reduce((sum, xi, i) => sum + 0.5 * curvatures[i] * xi * xi, 0),
    gradient: (x) => Array.from(x, (xi, i) => curvatures[i] * xi),
    hessian: () => Array.from({ length: n * n }, (_, k) => (k % (n + 1) === 0 ? curvatures[k / (n + 1)] : 0)),
  });
}

/** c·L(x/s): the same landscape in other units. */
export function rescaled(objective: Objective, c: number, s: number): Objective {
  const inner = (x: Float64Array) => x.map((xi) => xi / s);
  return {
    n: objective.n,
    derivatives: 'exact',
    value: (x) => c * objective.value(inner(x)),
    valueAndGradient(x, out) {
      const value = c * objective.valueAndGradient(inner(x), out);
      for (let i = 0; i < out.length; i++) out[i] *= c / s;
      return value;
    },
    hessianVector(x, v, out) {
      objective.hessianVector(inner(x), v, out);
      for (let i = 0; i < out.length; i++) out[i] *= c / s ** 2;
    },
    hessian: (x) => objective.hessian(inner(x)).map((entry) => entry * (c / s ** 2)),
  };
}

interface RunOptions {
  readonly start: readonly number[];
  readonly steps?: number;
  readonly optimizer?: string;
  readonly options: Readonly<Record<string, OptionValue>>;
  readonly tolerance?: number;
}

export function runOf(objective: Objective, { start, steps = 60, optimizer = 'sgd', options, tolerance = 0 }: RunOptions): Trajectory {
  return descend(objective, { optimizer: { id: optimizer, options }, start: Float64Array.from(start), steps, tolerance, curvature: true });
}

export function pointsOf(objective: Objective, box: CriticalPoints['box']): CriticalPoints {
  return finish(criticalPoints(objective, box));
}

export const readoutAt = (objective: Objective, at: readonly number[]): Readout => ({
  ...readout(objective, Float64Array.from(at)),
  nonSmooth: [],
  warnings: [],
});
