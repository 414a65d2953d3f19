import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Interval } from '../../../../src/engine/curvature/interval/interval';
import { fullMatrix } from '../../../../src/engine/curvature/interval/krawczyk';
import { enclose, liveTrace } from '../../../../src/engine/curvature/interval/traceIntervals';
import { traced } from '../traced';

const losses = [
  '([x, y]) => (x*x + y - 11)**2 + (x + y*y - 7)**2',
  '([x, y]) => Math.sin(x*y) * Math.exp(-x*x/4) + Math.log(1 + y*y)',
  '([x, y]) => Math.tanh(x - 2*y) / (1 + x**2 + y**4) + Math.sqrt(1 + x*x + y*y)',
  '([x, y]) => Math.abs(x) * Math.max(y, x) + Math.min(x, 0)**2 + Math.hypot(x, y + 1)',
  '([x, y]) => x > 0.3 ? Math.cos(x) * y : x**3 - y',
  '([x, y]) => Math.atan(x/(2 + y*y)) + Math.cosh(x) - Math.sinh(y)**2 + Math.cbrt(x + 9)',
  '([x, y]) => Math.atan2(y, 3 + x) + Math.log1p(x*x) + Math.expm1(y/3) + 2**x + (x*x + 0.5)**1.5 + (x*x + 1)**y',
  '([x, y]) => { let s = 0; for (let i = 0; i < 5; i++) s += Math.log(1 + Math.exp(-(x*i - y))); return s }',
];
const coordinate = fc.double({ min: -2, max: 2, noNaN: true });
const size = fc.constantFrom(0, 1e-9, 1e-3, 0.1, 1);
const slack = (x: number): number => 1e-11 * (1 + Math.abs(x));

describe('enclose', { timeout: 30_000 }, () => {
  for (const loss of losses) {
    it(`bounds value, gradient and Hessian of ${loss}`, () => {
      const objective = traced(loss);
      fc.assert(
        fc.property(
          coordinate,
          coordinate,
          size,
          fc.double({ min: 0, max: 1, noNaN: true }),
          fc.double({ min: 0, max: 1, noNaN: true }),
          (cx, cy, w, s, t) => {
            const box: Interval[] = [
              { lo: cx, hi: cx + w },
              { lo: cy, hi: cy + w },
            ];
            const x = Float64Array.of(Math.min(cx + s * w, cx + w), Math.min(cy + t * w, cy + w));
            const trace = objective.traceAt(x);
            if (!trace) throw new Error('not traced');
            const over = enclose(liveTrace(trace), box);
            expect(over.path).not.toBe('avoided');
            const gradient = new Float64Array(2);
            const value = objective.valueAndGradient(x, gradient);
            const hessian = objective.hessian(x);
            holds(over.value, value);
            gradient.forEach((g, i) => {
              holds(over.gradient[i], g);
            });
            fullMatrix(over.hessian, 2).forEach((h, at) => {
              holds(h, hessian[at]);
            });
          },
        ),
      );
    });
  }

  it('holds the mean of the Hessians that meet where kinks coincide, at points and at corners of boxes', () => {
    for (const loss of [losses[3], '([x, y]) => Math.abs(x) * Math.max(x, y) - Math.min(x, 2 * y) * Math.abs(y)']) {
      const objective = traced(loss);
      const trace = objective.traceAt(new Float64Array(2));
      if (!trace) throw new Error('not traced');
      const hessian = objective.hessian(new Float64Array(2));
      for (const [lo, hi] of [
        [0, 0],
        [0, 1],
        [-1, 0],
        [-0.5, 0.25],
      ]) {
        const over = enclose(liveTrace(trace), [
          { lo, hi },
          { lo, hi },
        ]);
        fullMatrix(over.hessian, 2).forEach((h, at) => {
          holds(h, hessian[at]);
        });
      }
    }
  });

  it('is nearly exact over a point', () => {
    const objective = traced(losses[0]);
    const x = Float64Array.of(1.3, -0.7);
    const trace = objective.traceAt(x);
    if (!trace) throw new Error('not traced');
    const over = enclose(
      liveTrace(trace),
      Array.from(x, (xi) => ({ lo: xi, hi: xi })),
    );
    expect(over.path).toBe('taken');
    expect(over.value.hi - over.value.lo).toBeLessThan(1e-12);
    expect((over.value.hi + over.value.lo) / 2).toBeCloseTo(objective.value(x), 11);
    for (const g of over.gradient) expect(g.hi - g.lo).toBeLessThan(1e-11);
  });

  it('tells whether the traced path is taken in all, part or none of the box', () => {
    const objective = traced(
      '([x, y]) => { const a = []; if (x > 1) a.push(x); else a.push(y, y); let s = 0; for (const v of a) s += v * v; return s }',
    );
    const trace = objective.traceAt(Float64Array.of(2, 0));
    if (!trace) throw new Error('not traced');
    const path = (lo: number, hi: number) =>
      enclose(liveTrace(trace), [
        { lo, hi },
        { lo: -1, hi: 1 },
      ]).path;
    expect([path(2, 3), path(0.5, 3), path(-1, 0.5)]).toEqual(['taken', 'open', 'avoided']);
  });

  it('says when part of the box lies outside the domain', () => {
    const objective = traced('([x, y]) => Math.log(x) + y * y');
    const trace = objective.traceAt(Float64Array.of(1, 1));
    if (!trace) throw new Error('not traced');
    const partial = (lo: number) =>
      enclose(liveTrace(trace), [
        { lo, hi: 1 },
        { lo: 0, hi: 1 },
      ]).partial;
    expect([partial(0.5), partial(0), partial(-0.5)]).toEqual([false, false, true]);
  });
});

/** Holds up to the rounding of the float evaluation that it is compared with. */
function holds({ lo, hi }: Interval, value: number): void {
  expect(value).toBeGreaterThanOrEqual(lo - slack(value));
  expect(value).toBeLessThanOrEqual(hi + slack(value));
}
