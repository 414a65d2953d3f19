import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { differences, gradientDifferences } from './differences';
import { distance, gradientOf, hessianOf, load } from './support';

const N = 3;
const UNARY = [
  'Math.sin(#)',
  'Math.cos(#)',
  'Math.tanh(#)',
  'Math.atan(#)',
  'Math.exp(-(# ** 2))',
  'Math.log(1 + # ** 2)',
  'Math.sqrt(2 + # ** 2)',
  '(-#)',
  '1 / (2 + # * #)',
  'Math.asinh(#)',
];
const BINARY = ['# + $', '# - $', '# * $', 'Math.atan2(#, 3 + $ ** 2)', 'Math.hypot(#, 2 + $ ** 2)', '# / (2 + Math.cos($))'];
/** Kinked, but not at a random point. */
const KINKED = ['Math.max(#, $)', 'Math.min(#, $)', 'Math.abs(#) * $', '(# > $ ? # : 2 * $)', '(# > 0 && $ > 0 ? # * $ : #)'];

const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.integer({ min: 0, max: N - 1 }).map((i) => `w[${i}]`),
    fc.constantFrom('0.5', '2', 'k'),
    fc.tuple(fc.constantFrom(...UNARY), tie('expression')).map(([form, x]) => fill(form, x, '')),
    fc.tuple(fc.constantFrom(...BINARY, ...KINKED), tie('expression'), tie('expression')).map(([form, x, y]) => fill(form, x, y)),
  ),
}));

/** Text with `#` and `$` replaced, whatever the replacement contains. */
function fill(form: string, x: string, y: string): string {
  return `(${form
    .split(/([#$])/)
    .map((part) => (part === '#' ? x : part === '$' ? y : part))
    .join('')})`;
}

const program = fc.tuple(expression, expression, expression).map(
  ([a, b, c]) => `export function loss(w: number[]): number {
    let s = 0;
    for (let k = 1; k <= 3; k++) { const t = ${a}; s += t * t / k; if (t > 1.2345) s -= 0.3 * t; }
    const k = 1.5, v = [${b}, ${c}].map((z) => z * s);
    return v[0] + Math.sin(v[1]) + s;
  }`,
);
const point = fc.array(fc.double({ min: -2, max: 2, noNaN: true, noDefaultInfinity: true }), { minLength: N, maxLength: N });
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
