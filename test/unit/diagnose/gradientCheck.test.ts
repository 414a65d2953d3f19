import { describe, expect, it } from 'vitest';
import { checkAgainstDifferences, checkAgainstUser } from '../../../src/engine/diagnose/gradientCheck';
import type { Objective } from '../../../src/engine/objective';
import { finish } from '../../../src/engine/work';

/** L = e^x·sin(y) + 100x², its gradient off by `fault` in the second component. */
const objective = (fault = 0): Objective => ({
  n: 2,
  derivatives: 'exact',
  value: ([x, y]) => Math.exp(x) * Math.sin(y) + 100 * x * x,
  valueAndGradient(at, gradient) {
    const [x, y] = at;
    gradient[0] = Math.exp(x) * Math.sin(y) + 200 * x;
    gradient[1] = Math.exp(x) * Math.cos(y) * (1 + fault);
    return this.value(at);
  },
  hessianVector: () => {},
  hessian: () => new Float64Array(4),
});

describe('the gradient check', () => {
  const at = Float64Array.of(0.3, -1.1);

  it('finds a right gradient fine, and shows where differences are best', () => {
    const { relativeError, verdict, epsilonSweep } = finish(checkAgainstDifferences(objective(), at));
    expect(relativeError).toBeLessThan(1e-9);
    expect(verdict).toBe('fine');
    const errors = [...epsilonSweep.relativeError];
    const best = errors.indexOf(Math.min(...errors));
    expect(best).toBeGreaterThan(0);
    expect(best).toBeLessThan(errors.length - 1);
    expect([epsilonSweep.epsilon[0], epsilonSweep.epsilon.at(-1)]).toEqual([0.1, 1e-12]);
  });

  it.each([
    [1e-9, 'fine'],
    [1e-2, 'look'],
    [0.5, 'wrong'],
    [Number.NaN, 'wrong'],
  ] as const)('judges a relative fault of %d in a small component as %s', (fault, verdict) => {
    expect(finish(checkAgainstDifferences(objective(fault), at)).verdict).toBe(verdict);
  });

  it('names the component that is wrong', () => {
    const { components } = finish(checkAgainstUser(objective(), at, Float64Array.of(Math.exp(0.3) * Math.sin(-1.1) + 60, 3)));
    expect(components[0].error).toBe(0);
    expect(components[1].other).toBe(3);
    expect(components[1].error).toBeGreaterThan(0.5);
    expect(Math.min(...finish(checkAgainstUser(objective(), at, Float64Array.of(60, 3))).epsilonSweep.relativeError)).toBeGreaterThan(0.01);
  });

  it('finds two zero gradients equal', () => {
    const flat: Objective = {
      ...objective(),
      value: () => 4,
      valueAndGradient(_, gradient) {
        gradient.fill(0);
        return 4;
      },
    };
    expect(finish(checkAgainstDifferences(flat, at))).toMatchObject({ relativeError: 0, verdict: 'fine' });
  });

  it('compares a part of very many components with differences, all of them with a user gradient, and steps where that is worst', () => {
    const n = 5000;
    const wide: Objective = {
      ...objective(),
      n,
      value: (x) => x.reduce((sum, xi) => sum + Math.cosh(xi), 0),
      valueAndGradient(x, gradient) {
        x.forEach((xi, i) => {
          gradient[i] = Math.sinh(xi);
        });
        return this.value(x);
      },
    };
    const point = Float64Array.from({ length: n }, (_, i) => Math.sin(i));
    const right = Float64Array.from(point, Math.sinh);
    const check = finish(checkAgainstDifferences(wide, point));
    expect(check.components.length).toBeLessThan(n);
    for (const { index, exact } of check.components) expect(exact).toBe(right[index]);
    expect(check.verdict).toBe('fine');
    expect(check.epsilonSweep.components).toBeLessThan(n);
    const wrong = right.with(4321, right[4321] + 1);
    const checked = finish(checkAgainstUser(wide, point, wrong));
    expect(checked.components.findIndex(({ error }) => error > 0)).toBe(4321);
    expect(Math.min(...checked.epsilonSweep.relativeError)).toBeGreaterThan(0.001);
  });
});
