import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differences, gradientDifferences } from './differences';
import { N, point, program } from './programs';
import { distance, gradientOf, hessianOf, load } from './support';

/** Of the differences that derivatives are compared with. */
const REACH = 1e-3;
const RUNS = { numRuns: 60, seed: 7 };
const TIME_LIMIT = 60_000;

describe('random programs', () => {
  test(
    'the gradient agrees with high-precision differences',
    () => {
      fc.assert(
        fc.property(program, point, (source, x) => {
          const loaded = load(source, [x]);
          const gradient = (at: readonly number[]) => gradientOf(loaded, [at]);
          const actual = gradient(x);
          expect(loaded.objective.blockedBy).toBeUndefined();
          fc.pre(isSmoothAround(loaded, gradient, x));
          expect(
            distance(
              actual,
              differences((at) => loaded.plain(at), x, REACH),
            ),
          ).toBeLessThan(1e-7);
        }),
        RUNS,
      );
    },
    TIME_LIMIT,
  );

  test(
    'the Hessian is symmetric and agrees with differences of the gradient',
    () => {
      fc.assert(
        fc.property(program, point, (source, x) => {
          const loaded = load(source, [x]);
          const hessian = hessianOf(loaded, [x]);
          expect(hessian[1]).toBe(hessian[N]);
          const gradient = (at: readonly number[]) => gradientOf(loaded, [at]);
          fc.pre(isSmoothAround(loaded, gradient, x));
          expect(distance(hessian, gradientDifferences(gradient, x, REACH))).toBeLessThan(1e-6);
        }),
        RUNS,
      );
    },
    TIME_LIMIT,
  );

  test(
    'H·v is the Hessian times v',
    () => {
      fc.assert(
        fc.property(program, point, point, (source, x, v) => {
          const loaded = load(source, [x]);
          const hessian = hessianOf(loaded, [x]);
          const product = new Float64Array(N);
          loaded.objective.hessianVector(Float64Array.from(x), Float64Array.from(v), product);
          const expected = v.map((_, i) => v.reduce((sum, vj, j) => sum + hessian[i * N + j] * vj, 0));
          const scale = Math.max(1, ...hessian.map(Math.abs));
          expect(distance(product, expected) / scale).toBeLessThan(1e-13);
        }),
        RUNS,
      );
    },
    TIME_LIMIT,
  );

  test(
    'a path recorded at one point gives at another what a new recording gives',
    () => {
      fc.assert(
        fc.property(program, point, point, (source, x, y) => {
          const [old, fresh] = [load(source, [x]), load(source, [y])];
          gradientOf(old, [x]);
          expect(distance(gradientOf(old, [y]), gradientOf(fresh, [y]))).toBeLessThan(1e-13);
        }),
        RUNS,
      );
    },
    TIME_LIMIT,
  );
});

/** No kink at x, nor within the reach of the differences, where it would bend the gradient. */
function isSmoothAround(
  { objective }: ReturnType<typeof load>,
  gradient: (at: readonly number[]) => number[],
  x: readonly number[],
): boolean {
  if (objective.nonSmoothAt(Float64Array.from(x)).length > 0) return false;
  const here = gradient(x).map((g) => 2 * g);
  return x.every((_, i) => {
    const [up, down] = [REACH, -REACH].map((h) => gradient(x.map((v, j) => (j === i ? v + h : v))));
    return (
      distance(
        up.map((g, k) => g + down[k]),
        here,
      ) < 3e-5
    );
  });
}
