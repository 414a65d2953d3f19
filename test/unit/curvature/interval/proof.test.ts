import { describe, expect, it } from 'vitest';
import { criticalPoints } from '../../../../src/engine/curvature/criticalPoints';
import { Proof } from '../../../../src/engine/curvature/interval/proof';
import type { CriticalPoints } from '../../../../src/engine/curvature/points';
import type { Box } from '../../../../src/engine/curvature/unitCube';
import { finish } from '../../../../src/engine/work';
import reference from '../../../reference/critical-points.json';
import { load } from '../../autodiff/support';
import { traced } from '../traced';

function search(arrow: string, box: Box): CriticalPoints {
  return finish(criticalPoints(traced(arrow, box.length), box));
}
const square = (half: number): Box => [
  [-half, half],
  [-half, half],
];

describe('proof of completeness', { timeout: 30_000 }, () => {
  for (const { name, js, box, points, counts } of reference.functions) {
    const regular = points.every(({ kind }) => kind !== 'degenerate') && name !== 'lee_toy';
    it(`${regular ? 'proves' : 'does not claim to prove'} that ${name} has no other points`, () => {
      const found = search(
        js,
        box.map(([low, high]) => [low, high] as const),
      );
      expect(found.points).toHaveLength(counts.total);
      expect(found.proof, found.reason).toBe(regular ? 'complete' : 'sampled');
      if (regular) expect(found).toMatchObject({ expectedMissing: 0 });
      else expect(found.reason).toMatch(/not isolated|isolated: its Hessian is singular/);
      for (const { x } of points) {
        const nearest = Math.min(...found.points.map(({ at }) => Math.hypot(at[0] - x[0], at[1] - x[1])));
        expect(nearest).toBeLessThan(1e-8);
      }
    });
  }

  it('gives up a loss that takes too long to evaluate, and says how far it came', () => {
    const objective = traced('([x, y]) => Math.cos(3*x) + Math.cos(2*y) + 0.1*x');
    const run = (most?: number) => [...new Proof((x) => objective.traceAt(x), square(2), most).run([], () => undefined)].at(-1);
    expect(run(200)).toMatchObject({ kind: 'open', reason: expect.stringMatching(/^\d{1,2} boxes did not decide it/) });
    expect(run()).not.toMatchObject({ reason: expect.stringMatching(/boxes did not decide it/) });
  });

  it('finds the points on its own', () => {
    const objective = traced('([x, y]) => Math.cos(3*x) + Math.cos(2*y) + 0.1*x');
    const box = square(2);
    const expected = finish(criticalPoints(objective, box));
    const found: Float64Array[] = [];
    const newton = (x: Float64Array): Float64Array | undefined =>
      expected.points.map(({ at }) => at).find((at) => Math.hypot(at[0] - x[0], at[1] - x[1]) < 0.3);
    const steps = [...new Proof((x) => objective.traceAt(x), box).run([], newton)];
    for (const step of steps) if (step.kind === 'found') found.push(step.near);
    expect(steps[steps.length - 1]).toEqual({ kind: 'complete', points: expected.points.length });
    expect(found).toHaveLength(expected.points.length);
  });

  it('proves a box empty', () => {
    expect(search('([x, y]) => x + Math.sin(y) + 3*y', square(5))).toMatchObject({ points: [], proof: 'complete' });
  });

  it('works in one dimension, and with points on cuts and borders', () => {
    expect(search('([x]) => x**4 - 2*x*x', [[-1, 1]])).toMatchObject({ proof: 'complete', counts: { minimum: 2, maximum: 1 } });
    expect(search('([x, y]) => Math.cos(Math.PI*x) + Math.cos(Math.PI*y)', square(1))).toMatchObject({
      proof: 'complete',
      counts: { minimum: 4, saddle: 4, maximum: 1, degenerate: 0 },
    });
  });

  it('finds a narrow pit that sampling misses', () => {
    const found = search('([x, y]) => x*x + y*y - 2*Math.exp(-4000*((x - 1.2345)**2 + (y + 0.777)**2))', square(3));
    expect(found).toMatchObject({ proof: 'complete', counts: { minimum: 2, saddle: 1 } });
  });

  it('accepts no point but where there is one', () => {
    const objective = traced('([x, y]) => x*x + y*y');
    const steps = [...new Proof((x) => objective.traceAt(x), square(1)).run([Float64Array.of(0.01, 0)], () => undefined)];
    expect(steps).toEqual([{ kind: 'open', reason: expect.stringContaining('(0.01, 0)') }]);
  });

  it('handles code that branches', () => {
    const branched =
      '([x, y]) => { const parts = []; if (x > 1) parts.push((x - 2)**2); else parts.push((x + 1)**2, -x*x/2); let s = y*y + x; for (const p of parts) s += p; return s }';
    expect(
      search(branched, [
        [-3, 4],
        [-2, 2],
      ]),
    ).toMatchObject({ proof: 'complete', counts: { minimum: 2, saddle: 0 } });
  });

  it('gives the reason where there is no proof', () => {
    const reason = (arrow: string, box: Box = square(2)): string | undefined => {
      const found = search(arrow, box);
      expect(found.proof).toBe('sampled');
      return found.reason;
    };
    expect(reason('([x, y]) => (x - 0.1)**4 + y*y')).toContain('Hessian is singular');
    expect(reason('([x, y]) => (x*x + y*y - 1)**2')).toContain('not isolated');
    expect(reason('([x, y]) => Math.abs(x - 0.3) + (y - 0.2)**2')).toContain('not smooth');
    expect(reason('([x, y]) => x*x + y*y + 1e-9*Math.random()')).toContain('random');
    expect(reason('([x, y, z]) => x*x + y*y + z*z', [...square(1), [-1, 1]])).toContain('2 parameters');
  });

  it('does not trust a loss that changes state outside', () => {
    const { objective } = load('let calls = 0; export const loss = (x: number[]): number => { calls++; return x[0] ** 2 + x[1] ** 2 };', [
      [0, 0],
    ]);
    const found = finish(criticalPoints(objective, square(1)));
    expect(found).toMatchObject({ proof: 'sampled', reason: expect.stringContaining('outlives') });
  });

  it('proves Himmelblau’s function in a few hundred steps, of which the first gives the first point', () => {
    const objective = traced('([x, y]) => (x*x + y - 11)**2 + (x + y*y - 7)**2');
    const steps = [...criticalPoints(objective, square(6))];
    expect(steps.findIndex((partial) => partial !== undefined)).toBeLessThan(5);
    expect(steps.length).toBeLessThan(400);
  });
});
