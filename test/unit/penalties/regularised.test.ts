import { describe, expect, it } from 'vitest';
import { type DescendRequest, descend } from '../../../src/engine/descend';
import type { Objective } from '../../../src/engine/objective';
import type { OptimizerChoice, Trajectory } from '../../../src/engine/trajectory';
import { objectiveOf } from '../optimizers/support/objective';
import { sum } from '../optimizers/support/scalar';
import { intercept, leastSquares, logistic, reference, type Solution, smoothness, start } from './support';

const { lasso, elastic_net, ridge, logistic_l1, logistic_elastic_net, logistic_l2 } = reference.solutions;
const meanSquares = leastSquares(1 / (2 * reference.y.length));

const l1 = (alpha = 0): OptimizerChoice => ({ id: 'l1', options: { alpha } });
const l2 = (alpha = 0): OptimizerChoice => ({ id: 'l2', options: { alpha } });
const elasticNet = (alpha = 0, l1Ratio = 0): OptimizerChoice => ({ id: 'elastic-net', options: { alpha, l1Ratio } });

function solve(objective: Objective, penalty: OptimizerChoice, request: Partial<DescendRequest> = {}): Trajectory {
  return descend(objective, {
    optimizer: { id: 'sgd', options: { learningRate: 1 / smoothness(objective) } },
    start: start(),
    steps: 20_000,
    tolerance: 1e-11,
    penalties: [penalty],
    unpenalized: intercept,
    every: 20_000,
    ...request,
  });
}

function expectSolution({ answer, objective, stopped }: Trajectory, expected: Solution): void {
  expect(stopped).toBe('converged');
  expected.coef.forEach((c, i) => {
    if (c === 0) expect(answer[i]).toBe(0);
    expect(Math.abs(answer[i] - c)).toBeLessThanOrEqual(1e-7);
  });
  expect(Math.abs(answer[expected.coef.length] - expected.intercept)).toBeLessThanOrEqual(1e-7);
  expect(Math.abs((objective.at(-1) ?? Number.NaN) - expected.objective)).toBeLessThanOrEqual(1e-10 * Math.max(1, expected.objective));
}

const named = (solutions: readonly Solution[]) =>
  solutions.map((s) => [`α = ${s.alpha ?? s.lambda}, L1 share ${s.l1_ratio ?? '—'}`, s] as const);

describe('proximal gradient descent', () => {
  it.each(named(lasso))('lasso, %s', (_, solution) => expectSolution(solve(meanSquares, l1(solution.alpha)), solution));
  it.each(named(elastic_net))('elastic net, %s', (_, solution) =>
    expectSolution(solve(meanSquares, elasticNet(solution.alpha, solution.l1_ratio)), solution),
  );
  it.each(named(ridge))('ridge, %s', (_, solution) =>
    expectSolution(solve(leastSquares(1), l2(2 * (solution.alpha ?? 0)), { tolerance: 1e-9 }), solution),
  );
  it.each(named(logistic_l1))('logistic with L1, %s', (_, solution) => expectSolution(solve(logistic, l1(solution.lambda)), solution));
  it.each(named(logistic_elastic_net))('logistic with elastic net, %s', (_, solution) =>
    expectSolution(solve(logistic, elasticNet(solution.lambda, solution.l1_ratio)), solution),
  );
  it.each(named(logistic_l2))('logistic with L2, %s', (_, solution) => expectSolution(solve(logistic, l2(solution.lambda)), solution));
});

describe('a p-norm between lasso and ridge', () => {
  const targets = Float64Array.of(2, -1.5, 0.6, 0.05, -1e-3);
  const separable = objectiveOf((w) => sum(w.map((wi, i) => wi.minus(targets[i]).pow(2).times(0.5))), targets.length);

  it.each([
    [1.2, 0.2],
    [1.2, 0.7],
    [1.5, 0.7],
    [1.9, 3],
  ])('p = %d, α = %d: every coordinate rests where the slopes cancel, however near to 0', (p, alpha) => {
    const { answer, stopped } = descend(separable, {
      optimizer: { id: 'sgd', options: { learningRate: 1 } },
      start: targets,
      steps: 500,
      penalties: [{ id: 'lp', options: { alpha, p } }],
    });
    expect(stopped).toBe('converged');
    answer.forEach((w, i) => {
      expect(Math.abs(w - targets[i] + alpha * p * Math.sign(w) * Math.abs(w) ** (p - 1))).toBeLessThanOrEqual(1e-11);
    });
  });
});

describe('proximal gradient descent with momentum', () => {
  const rate = 1 / smoothness(meanSquares);
  const variants = {
    'heavy ball': { learningRate: 0.3 * rate, momentum: 0.9 },
    dampened: { learningRate: rate, momentum: 0.5, dampening: 0.5 },
    Nesterov: { learningRate: 0.3 * rate, momentum: 0.9, nesterov: true },
  };
  const cases = Object.entries(variants).flatMap(([name, options]) =>
    lasso.map((solution) => [name, solution.alpha, options, solution] as const),
  );
  it.each(cases)('%s, lasso, α = %s', (_name, alpha, options, solution) =>
    expectSolution(solve(meanSquares, l1(alpha), { optimizer: { id: 'sgd', options } }), solution),
  );
});

describe('ADMM with an inner Adam', () => {
  const admm = (options: OptimizerChoice['options'] = {}): OptimizerChoice => ({ id: 'admm-adam', options });

  it.each(named(lasso))('lasso, %s', (_, solution) => {
    const run = solve(meanSquares, l1(solution.alpha), { optimizer: admm(), steps: 2000 });
    expectSolution(run, solution);
    const expected = [...solution.coef, solution.intercept];
    const worst = expected.reduce((max, c, i) => Math.max(max, Math.abs(c - run.answer[i])), 0);
    expect(worst).toBeLessThanOrEqual(1e-8);
  });

  it('reports z as the path, w and u beside it, and three residuals', () => {
    const run = solve(meanSquares, l1(1.29217), { optimizer: admm(), steps: 20, every: 1, internals: true });
    const { n } = run;
    expect(Object.keys(run.measures)).toEqual(['primal', 'dual', 'stationarity']);
    const row = (column: Float64Array, k: number) => column.subarray(k * n, k * n + n);
    for (let k = 1; k <= 20; k++) {
      const [z, w] = [row(run.params, k), row(run.internals.w, k)];
      expect(run.measures.primal[k]).toBeCloseTo(Math.hypot(...w.map((wi, i) => wi - z[i])), 12);
      // The intercept is not penalised: there z = w and u = 0.
      expect(z[n - 1]).toBe(w[n - 1]);
      expect(row(run.internals.u, k)[n - 1]).toBe(0);
    }
  });

  it('takes its first outer iteration as written down', () => {
    const [alpha, rho, eta] = [0.5, 2, 0.1];
    const run = solve(meanSquares, l1(alpha), {
      optimizer: admm({ rho, learningRate: eta, innerSteps: 1 }),
      steps: 1,
      every: 1,
      unpenalized: new Set(),
    });
    const gradient = new Float64Array(run.n);
    meanSquares.valueAndGradient(start(), gradient);
    // Adam's first step is η·g/(|g| + ε); z is its soft threshold at α/ρ.
    const expected = gradient.map((g) => {
      const w = -eta * (g / (Math.abs(g) + 1e-8));
      return Math.sign(w) * Math.max(Math.abs(w) - alpha / rho, 0);
    });
    expect(Array.from(run.params.subarray(run.n), Math.abs)).toEqual(Array.from(expected, Math.abs));
  });
});

describe('penalties by the subgradient', () => {
  it('reach the same optimum where the penalty is smooth', () => {
    const [solution] = logistic_l2;
    expectSolution(solve(logistic, l2(solution.lambda), { penaltyMethod: 'subgradient' }), solution);
    expectSolution(solve(logistic, l2(solution.lambda), { optimizer: { id: 'bfgs', options: {} }, steps: 200 }), solution);
  });

  it('hover around the zeros of the lasso, which the proximal map hits', () => {
    const solution = lasso[3];
    const run = solve(meanSquares, l1(solution.alpha), { penaltyMethod: 'subgradient', steps: 2000 });
    expect(run.stopped).toBe('steps');
    expect(Array.from(run.answer.subarray(0, 8)).filter((w) => w === 0)).toEqual([]);
  });

  it('leave the proximal and the subgradient run with the same report of a point', () => {
    const one = solve(meanSquares, l1(1), { steps: 0 });
    const other = solve(meanSquares, l1(1), { steps: 0, penaltyMethod: 'subgradient' });
    expect([one.loss[0], one.objective[0], one.gradientNorm[0]]).toEqual([other.loss[0], other.objective[0], other.gradientNorm[0]]);
  });
});
