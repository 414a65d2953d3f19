import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { descend } from '../../../src/engine/descend';
import type { OptimizerChoice } from '../../../src/engine/trajectory';
import { mgh } from './support/mgh';
import { objectiveOf } from './support/objective';

interface Result {
  readonly method: string;
  readonly settings: 'default' | 'tight';
  readonly nfev: number;
  readonly reached_fstar: boolean;
}
interface Problem {
  readonly name: string;
  readonly n: number;
  readonly x0: readonly number[];
  readonly f_x0: number;
  readonly gradient_x0: readonly number[];
  readonly fstar: number;
  readonly results: readonly Result[];
}
const { problems }: { problems: readonly Problem[] } = JSON.parse(
  readFileSync(new URL('../../reference/minimise.json', import.meta.url), 'utf8'),
);

describe('the problems as written here', () => {
  it.each(problems.map((problem) => [problem.name, problem] as const))(
    '%s is that of the reference',
    (_, { name, n, x0, f_x0, gradient_x0 }) => {
      const gradient = new Float64Array(n);
      const value = objectiveOf(mgh[name], n).valueAndGradient(Float64Array.from(x0), gradient);
      expect(Math.abs(value - f_x0)).toBeLessThanOrEqual(1e-11 * Math.abs(f_x0));
      const scale = Math.max(...gradient_x0.map(Math.abs));
      gradient.forEach((g, i) => {
        expect(Math.abs(g - gradient_x0[i])).toBeLessThanOrEqual(1e-10 * scale);
      });
    },
  );
});

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

interface Score {
  readonly reached: number;
  readonly evaluations: number;
}

/** The reference's own measure of success. */
function isReached(loss: number, fstar: number): boolean {
  const excess = loss - fstar;
  return excess <= 1e-7 * (1 + Math.abs(fstar)) && (fstar <= 0 || fstar >= 1e-3 || excess <= 1e-3 * fstar);
}

function scoreOf(optimizer: OptimizerChoice, tolerance: number): Score {
  const runs = problems.map(({ name, n, x0, fstar }) => {
    const run = descend(objectiveOf(mgh[name], n), {
      optimizer,
      start: Float64Array.from(x0),
      steps: 1000,
      tolerance,
    });
    expect(run.evaluations.gradient).toBeLessThanOrEqual(run.evaluations.loss);
    return { reached: isReached(run.loss[run.loss.length - 1], fstar), evaluations: run.evaluations.loss };
  });
  return { reached: runs.filter(({ reached }) => reached).length, evaluations: median(runs.map((r) => r.evaluations)) };
}

function scipy(method: string, settings: Result['settings']): Score {
  const results = problems.flatMap((p) => p.results.filter((r) => r.method === method && r.settings === settings));
  expect(results.length).toBe(problems.length);
  return { reached: results.filter((r) => r.reached_fstar).length, evaluations: median(results.map((r) => r.nfev)) };
}

const settings = [
  ['default', 1e-5],
  ['tight', 1e-8],
] as const;
const methods = [...new Set(problems[0].results.map(({ method }) => method))];

describe.each(settings)('with SciPy’s %s settings', (name, tolerance) => {
  it.each(['newton', 'trust-region', 'saddle-free-newton', 'bfgs', 'conjugate-gradient', 'perturbed-gd'])(
    '%s reaches f* as often as the best of SciPy’s methods, in no more evaluations',
    (id) => {
      const ours = scoreOf({ id, options: {} }, tolerance);
      const theirs = methods.map((method) => scipy(method, name));
      const most = Math.max(...theirs.map(({ reached }) => reached));
      const fewest = Math.min(...theirs.filter(({ reached }) => reached === most).map(({ evaluations }) => evaluations));
      expect(ours.reached).toBeGreaterThanOrEqual(most);
      expect(ours.evaluations).toBeLessThanOrEqual(fewest);
    },
  );

  it.each([
    ['bfgs', { curvature: 'differences' }, 'BFGS'],
    ['conjugate-gradient', { method: 'lineSearch' }, 'CG'],
  ] as const)('the classic %s, %o, reaches f* as often as %s, in no more evaluations', (id, options, method) => {
    const ours = scoreOf({ id, options }, tolerance);
    const theirs = scipy(method, name);
    expect(ours.reached).toBeGreaterThanOrEqual(theirs.reached);
    expect(ours.evaluations).toBeLessThanOrEqual(theirs.evaluations);
  });
});

describe('with every tolerance down to rounding', () => {
  it.each(['bfgs', 'conjugate-gradient', 'perturbed-gd'])('%s reaches f* no less often', (id) => {
    expect(scoreOf({ id, options: {} }, 1e-12).reached).toBeGreaterThanOrEqual(scoreOf({ id, options: {} }, 1e-8).reached);
  });
});

it('newton goes on to the minimum where a saddle is seen from afar, over a Hessian that changes by most of itself', () => {
  const { fstar } = problems.find(({ name }) => name === 'powell_badly_scaled') ?? { fstar: Number.NaN };
  for (const start of [
    [0.03172588235642363, 1.0545176904498106],
    [-0.28561087057370077, 1.117708175981764],
  ]) {
    const run = descend(objectiveOf(mgh.powell_badly_scaled, 2), {
      optimizer: { id: 'newton', options: {} },
      start: Float64Array.from(start),
      steps: 1000,
    });
    expect(isReached(run.loss[run.loss.length - 1], fstar)).toBe(true);
  }
});
