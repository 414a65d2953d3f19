import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mgh } from './support/mgh';
import { objectiveOf } from './support/objective';

interface Problem {
  readonly name: string;
  readonly n: number;
  readonly x0: readonly number[];
  readonly f_x0: number;
  readonly gradient_x0: readonly number[];
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
