import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OptionError } from '../../../src/engine/options';
import { penalties, penaltyById } from '../../../src/engine/penalties';
import type { PowerTerm } from '../../../src/engine/penalties/penalty';
import { bend, proximal, slope, value } from '../../../src/engine/penalties/powers';
import { Regulariser } from '../../../src/engine/penalties/regulariser';
import { coordinatesNamed } from '../../../src/engine/penalties/unpenalized';

const convexTerm = fc.record({ weight: fc.double({ min: 0, max: 5, noNaN: true }), power: fc.constantFrom(1, 1.2, 1.5, 2, 3, 4) });
const bridgeTerm = fc.record({ weight: fc.double({ min: 0, max: 5, noNaN: true }), power: fc.constantFrom(0.25, 0.5, 0.75) });
const anyTerms = fc.oneof(fc.array(convexTerm, { minLength: 1, maxLength: 3 }), fc.array(bridgeTerm, { minLength: 1, maxLength: 2 }));
const point = fc.double({ min: -10, max: 10, noNaN: true });
const stepSize = fc.double({ min: 0.01, max: 5, noNaN: true });

/** The least energy on a fine grid: an independent search for the minimum. */
function leastOnGrid(terms: readonly PowerTerm[], a: number, t: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let k = 0; k <= 2000; k++) {
    const z = (a * k) / 2000;
    least = Math.min(least, 0.5 * (z - a) ** 2 + t * value(terms, z));
  }
  return least;
}

describe('the proximal map', () => {
  it('minimises ½(z − a)² + t·R(z)', () => {
    fc.assert(
      fc.property(anyTerms, point, stepSize, (terms, a, t) => {
        const z = proximal(terms, a, t);
        const energy = 0.5 * (z - a) ** 2 + t * value(terms, z);
        expect(energy).toBeLessThanOrEqual(leastOnGrid(terms, a, t) + 1e-12 * (1 + a * a));
      }),
    );
  });

  it('is stationary wherever it does not give zero', () => {
    fc.assert(
      fc.property(anyTerms, point, stepSize, (terms, a, t) => {
        const z = proximal(terms, a, t);
        if (z !== 0) expect(Math.abs(z - a + t * slope(terms, z))).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(a)));
      }),
    );
  });

  it('is odd, and never further from zero than its argument', () => {
    fc.assert(
      fc.property(anyTerms, point, stepSize, (terms, a, t) => {
        const z = proximal(terms, a, t);
        expect(Math.abs(proximal(terms, -a, t))).toBe(Math.abs(z));
        expect(Math.abs(z)).toBeLessThanOrEqual(Math.abs(a));
      }),
    );
  });

  it('is the soft threshold for L1 and shrinkage for L2', () => {
    const l1 = penaltyById('l1').terms({ alpha: 2 });
    expect([3, -3, 0.9, -1].map((a) => Math.abs(proximal(l1, a, 0.5)))).toEqual([2, 2, 0, 0]);
    const l2 = penaltyById('l2').terms({ alpha: 3 });
    expect(proximal(l2, 4, 1)).toBe(1);
  });
});

describe('slope and bend', () => {
  it('are the derivatives of the value away from zero', () => {
    fc.assert(
      fc.property(anyTerms, fc.double({ min: 0.5, max: 3, noNaN: true }), fc.boolean(), (terms, size, negative) => {
        const w = negative ? -size : size;
        const h = 1e-5;
        const scale = 1 + Math.abs(value(terms, w)) + Math.abs(bend(terms, w));
        expect(Math.abs((value(terms, w + h) - value(terms, w - h)) / (2 * h) - slope(terms, w))).toBeLessThanOrEqual(1e-7 * scale);
        expect(Math.abs((slope(terms, w + h) - slope(terms, w - h)) / (2 * h) - bend(terms, w))).toBeLessThanOrEqual(1e-7 * scale);
      }),
    );
  });
});

describe('a regulariser', () => {
  const both = Regulariser.of(
    [
      { id: 'l1', options: { alpha: 1 } },
      { id: 'l2', options: { alpha: 2 } },
    ],
    new Set([2]),
  );
  const x = Float64Array.of(3, 0, 5);

  it('adds its penalties and leaves the unpenalised coordinates alone', () => {
    expect(both.value(x)).toBe(3 + 9);
    expect(Array.from(both.subgradient(x))).toEqual([1 + 6, 0, 0]);
    expect(Array.from(both.curvature(x))).toEqual([2, 2, 0]);
    expect(Array.from(both.proximal(x, 1))).toEqual([2 / 3, 0, 5]);
  });

  it('is a mixture in the elastic net', () => {
    const net = Regulariser.of([{ id: 'elastic-net', options: { alpha: 4, l1Ratio: 0.25 } }]);
    expect(net.value(Float64Array.of(2))).toBe(4 * (0.25 * 2 + (0.75 / 2) * 4));
  });

  it('knows that a kink holds a small gradient', () => {
    expect(Array.from(both.shortest(x, Float64Array.of(1, 0.5, 0.5)))).toEqual([1, 0, 0.5]);
    expect(both.shortest(x, Float64Array.of(1, -1.5, 0.5))[1]).toBe(-0.5);
  });
});

describe('names', () => {
  const coordinates = ['w[0]', 'w[1]', 'W[0][0]', 'W[0][1]', 'net.b', 'b', 'bias'];

  it('stand for coordinates and for all below them', () => {
    expect([...coordinatesNamed(['w', 'W[0]', 'b', 'net'], coordinates)]).toEqual([0, 1, 2, 3, 5, 4]);
  });

  it('that stand for nothing are refused', () => {
    expect(() => coordinatesNamed(['v'], coordinates)).toThrow(OptionError);
    expect(() => penaltyById('l3')).toThrow(/there is l1, l2/);
  });
});

it('every penalty is zero at zero and positive elsewhere', () => {
  for (const penalty of penalties) {
    expect(value(penalty.terms({}), 0)).toBe(0);
    expect(value(penalty.terms({}), -2)).toBeGreaterThan(0);
  }
});
