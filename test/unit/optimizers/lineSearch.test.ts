import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dot } from '../../../src/engine/linalg/vector';
import type { Objective } from '../../../src/engine/objective';
import { evaluateAt } from '../../../src/engine/optimizers/evaluate';
import { strongWolfe, wolfeDefaults } from '../../../src/engine/optimizers/lineSearch';
import { objectiveOf } from './support/objective';
import { problems } from './support/problems';

const names = ['rosenbrock', 'beale', 'himmelblau', 'styblinski_tang_4'] as const;
const coordinate = fc.double({ min: -2, max: 2, noNaN: true });

describe('the line search', () => {
  it.each([0.9, 0.1])('ends at a strong Wolfe point, c₂ = %d', (c2) => {
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.array(coordinate, { minLength: 4, maxLength: 4 }),
        fc.double({ min: 1e-3, max: 2, noNaN: true }),
        (name, start, first) => {
          const n = name === 'styblinski_tang_4' ? 4 : 2;
          const objective = objectiveOf(problems[name]({}), n);
          const from = evaluateAt(objective, Float64Array.from(start.slice(0, n)));
          const direction = from.gradient.map((g) => -g);
          const slope = dot(direction, from.gradient);
          fc.pre(slope < -1e-6);
          const { best, wolfe } = strongWolfe(objective, from, direction, first, { ...wolfeDefaults, c2, toleranceChange: 1e-13 });
          expect(best.loss).toBeLessThanOrEqual(from.loss);
          if (!wolfe) return;
          expect(best.loss).toBeLessThanOrEqual(from.loss + 1e-4 * best.t * slope);
          expect(Math.abs(dot(best.gradient, direction))).toBeLessThanOrEqual(-c2 * slope);
        },
      ),
    );
  });

  it('finds such a point nearly always', () => {
    const objective = objectiveOf(problems.rosenbrock({}), 2);
    const found = [...Array(100).keys()].filter((k) => {
      const from = evaluateAt(objective, Float64Array.of(-2 + (k % 10) * 0.43, -1 + Math.floor(k / 10) * 0.37));
      return strongWolfe(
        objective,
        from,
        from.gradient.map((g) => -g),
        1,
        { ...wolfeDefaults, c2: 0.1 },
      ).wolfe;
    });
    expect(found.length).toBeGreaterThanOrEqual(98);
  });

  it('comes back from where the loss is not a number', () => {
    const wall: Objective = {
      n: 1,
      derivatives: 'exact',
      value: ([x]) => x - Math.log(x),
      valueAndGradient([x], gradient) {
        gradient[0] = 1 - 1 / x;
        return x - Math.log(x);
      },
      hessian: ([x]) => Float64Array.of(1 / x ** 2),
      hessianVector: ([x], [v], product) => product.fill(v / x ** 2),
    };
    const from = evaluateAt(wall, Float64Array.of(2));
    const { best, wolfe } = strongWolfe(wall, from, Float64Array.of(-1), 5);
    expect(wolfe).toBe(true);
    expect(best.x[0]).toBeGreaterThan(0);
  });
});
