import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BINARY_OPS, EVALUATE_BINARY, EVALUATE_UNARY, UNARY_OPS } from '../../../../src/engine/autodiff/ops';
import { DOMAINS, INTERVAL_BINARY, INTERVAL_UNARY } from '../../../../src/engine/curvature/interval/elementary';
import {
  add,
  contains,
  div,
  EMPTY,
  ENTIRE,
  type Interval,
  intersection,
  isEmpty,
  mul,
  point,
  square,
} from '../../../../src/engine/curvature/interval/interval';

const ordinary = fc.oneof(
  fc.double({ min: -20, max: 20, noNaN: true }),
  fc.double({ min: -1, max: 1, noNaN: true }),
  fc.integer({ min: -4, max: 4 }).map(Number),
  fc.double({ min: -1e8, max: 1e8, noNaN: true }),
);
/** An interval and a point of it, often an end. */
const memberOf = fc.tuple(ordinary, ordinary, fc.constantFrom(0, 1, 0.5, 0.123)).map(([a, b, t]) => {
  const x: Interval = { lo: Math.min(a, b), hi: Math.max(a, b) };
  return { x, member: Math.min(x.hi, Math.max(x.lo, x.lo + t * (x.hi - x.lo))) };
});

/** The exact value of a float operation, as a ratio of big integers, compared with a float. */
function exactly(a: number, op: '+' | '*', b: number): (bound: number) => number {
  const scale = 2n ** 1200n;
  const big = (x: number): bigint => {
    const [mantissa, exponent] = decomposed(x);
    return exponent >= 0 ? BigInt(mantissa) * 2n ** BigInt(exponent) * scale : (BigInt(mantissa) * scale) / 2n ** BigInt(-exponent);
  };
  const exact = op === '+' ? big(a) + big(b) : (big(a) * big(b)) / scale;
  return (bound) => (exact > big(bound) ? 1 : exact < big(bound) ? -1 : 0);
}

/** x = mantissa·2^exponent with a whole mantissa. */
function decomposed(x: number): [mantissa: number, exponent: number] {
  let [mantissa, exponent] = [x, 0];
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    exponent--;
  }
  return [mantissa, exponent];
}

describe('interval arithmetic', { timeout: 30_000 }, () => {
  it('rounds sums and products outwards: the exact result is never missed', () => {
    const any = fc.double({ min: -1e50, max: 1e50, noNaN: true }).filter((x) => x === 0 || Math.abs(x) > 1e-50);
    fc.assert(
      fc.property(any, any, (a, b) => {
        for (const [op, result] of [
          ['+', add(point(a), point(b))],
          ['*', mul(point(a), point(b))],
        ] as const) {
          const compare = exactly(a, op, b);
          expect(compare(result.lo)).toBeGreaterThanOrEqual(0);
          expect(compare(result.hi)).toBeLessThanOrEqual(0);
        }
      }),
    );
  });

  it('widens by no more than a few units in the last place', () => {
    fc.assert(
      fc.property(ordinary, ordinary, (a, b) => {
        for (const { lo, hi } of [add(point(a), point(b)), mul(point(a), point(b)), square(point(a))]) {
          expect(hi - lo).toBeLessThanOrEqual(4 * Number.EPSILON * Math.max(Math.abs(lo), Math.abs(hi)) + 1e-322);
        }
      }),
    );
  });

  for (const op of UNARY_OPS) {
    it(`encloses ${op}`, () => {
      fc.assert(
        fc.property(memberOf, ({ x, member }) => {
          const value = EVALUATE_UNARY[op](member);
          if (Number.isNaN(value)) return;
          expect(contains(INTERVAL_UNARY[op](x), value)).toBe(true);
        }),
        { numRuns: 400 },
      );
    });
  }

  for (const op of BINARY_OPS) {
    it(`encloses ${op}`, () => {
      fc.assert(
        fc.property(memberOf, memberOf, (a, b) => {
          const value = EVALUATE_BINARY[op](a.member, b.member);
          if (!Number.isFinite(value)) return;
          expect(contains(INTERVAL_BINARY[op](a.x, b.x), value)).toBe(true);
        }),
        { numRuns: 1000 },
      );
    });
  }

  it('is empty off the domain of a function', () => {
    for (const op of Object.keys(DOMAINS) as (keyof typeof DOMAINS)[]) {
      const outside = DOMAINS[op]?.hi === 1 ? { lo: 2, hi: 3 } : { lo: -3, hi: -2 };
      expect(isEmpty(INTERVAL_UNARY[op](outside))).toBe(true);
    }
  });

  it('knows the extrema of waves inside an interval', () => {
    expect(INTERVAL_UNARY.sin({ lo: 1, hi: 2 }).hi).toBe(1);
    expect(INTERVAL_UNARY.cos({ lo: 3, hi: 4 }).lo).toBe(-1);
    expect(INTERVAL_UNARY.cos({ lo: 1, hi: 2 }).hi).toBeLessThan(0.55);
    expect(INTERVAL_UNARY.sin({ lo: 0, hi: 1e9 })).toEqual({ lo: -1, hi: 1 });
    expect(INTERVAL_UNARY.tan({ lo: 1, hi: 2 })).toEqual(ENTIRE);
  });

  it('squares without the dependency that a product has', () => {
    expect(square({ lo: -1, hi: 2 }).lo).toBe(0);
    expect(mul({ lo: -1, hi: 2 }, { lo: -1, hi: 2 }).lo).toBeLessThan(-1.9);
    expect(INTERVAL_BINARY.pow({ lo: -2, hi: 1 }, point(4)).lo).toBe(0);
    expect(INTERVAL_BINARY.pow({ lo: -2, hi: -1 }, point(3)).hi).toBeLessThan(-0.99);
  });

  it('divides by zero only as a limit', () => {
    expect(div(point(1), { lo: -1, hi: 1 })).toEqual(ENTIRE);
    expect(div(point(1), { lo: 0, hi: 2 }).lo).toBeLessThanOrEqual(0.5);
    expect(div(point(1), { lo: 0, hi: 2 }).hi).toBe(Number.POSITIVE_INFINITY);
    expect(isEmpty(div(point(1), point(0)))).toBe(true);
    expect(isEmpty(intersection({ lo: 0, hi: 1 }, { lo: 2, hi: 3 }))).toBe(true);
    expect(isEmpty(add(EMPTY, point(1)))).toBe(true);
  });

  it('settles comparisons only when all of both sides agree', () => {
    const { less, equal } = INTERVAL_BINARY;
    expect(less({ lo: 0, hi: 1 }, { lo: 2, hi: 3 })).toMatchObject({ lo: 1, hi: 1 });
    expect(less({ lo: 2, hi: 3 }, { lo: 0, hi: 2 })).toMatchObject({ lo: 0, hi: 0 });
    expect(less({ lo: 0, hi: 2 }, { lo: 1, hi: 3 })).toMatchObject({ lo: 0, hi: 1 });
    expect(equal(point(1), point(1))).toMatchObject({ lo: 1, hi: 1 });
    expect(equal({ lo: 0, hi: 1 }, point(1))).toMatchObject({ lo: 0, hi: 1 });
  });
});
