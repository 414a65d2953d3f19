import { describe, expect, it } from 'vitest';
import { type Convexity, convexity } from '../../../src/engine/curvature/convexity';
import { isPositiveSemidefinite } from '../../../src/engine/curvature/interval/convexityProof';
import type { Box } from '../../../src/engine/curvature/unitCube';
import { finish } from '../../../src/engine/work';
import { traced } from './traced';

function examine(arrow: string, box: Box): Convexity {
  return finish(convexity(traced(arrow, box.length), box));
}
const square = (half: number): Box => [
  [-half, half],
  [-half, half],
];

describe('convexity', { timeout: 30_000 }, () => {
  it('proves convex losses convex', () => {
    const convex = [
      '([x, y]) => x*x + 3*y*y - x*y',
      '([x, y]) => Math.exp(x + y) + Math.exp(x - y) + 0.1*x*x',
      '([x, y]) => { let s = 0.5*(x*x + y*y); for (let i = 0; i < 4; i++) s += Math.log(1 + Math.exp(0.3*(i - 2)*x - 0.2*y)); return s }',
      '([x, y]) => (x - 1)**2',
      '([x, y]) => 2*x - y + 7',
    ];
    for (const loss of convex) expect(examine(loss, square(2)), loss).toMatchObject({ verdict: 'convex', share: 1 });
    expect(examine('([x, y, z]) => x*x + y*y + z*z + x*y - 0.5*y*z', [...square(1), [-1, 1]])).toMatchObject({ verdict: 'convex' });
  });

  it('shows a point and a direction where a loss bends down', () => {
    for (const loss of ['([x, y]) => (1 - x*y)**2', '([x, y]) => 100*(y - x*x)**2 + (1 - x)**2', '([x, y]) => Math.cos(x) + y*y']) {
      const { verdict, counterExample, share } = examine(loss, square(2));
      const objective = traced(loss);
      expect(verdict).toBe('not convex');
      if (!counterExample) throw new Error('no counter-example');
      const { at, direction, curvature } = counterExample;
      const product = new Float64Array(2);
      objective.hessianVector(at, direction, product);
      expect(product[0] * direction[0] + product[1] * direction[1]).toBeCloseTo(curvature, 9);
      expect(curvature).toBeLessThan(0);
      expect(share).toBeGreaterThan(0);
      expect(share).toBeLessThan(1);
    }
  });

  it('estimates the share of the box that is convex', () => {
    expect(
      examine('([x, y]) => Math.cos(x) + y*y', [
        [-Math.PI, Math.PI],
        [0, 1],
      ]).share,
    ).toBeCloseTo(0.5, 1);
  });

  it('leaves open what neither sampling nor bounds can settle, with the reason', () => {
    expect(examine('([x, y]) => Math.abs(x) + y*y', square(1))).toMatchObject({
      verdict: 'open',
      reason: expect.stringContaining('not smooth'),
    });
    expect(examine('([x, y]) => x*x + y*y + 0*Math.random()', square(1))).toMatchObject({
      verdict: 'open',
      reason: expect.stringContaining('random'),
    });
  });
});

describe('isPositiveSemidefinite', { timeout: 30_000 }, () => {
  const bounds = (...entries: readonly (readonly [number, number])[]) => ({
    hessian: entries.map(([lo, hi]) => ({ lo, hi })),
    partial: false,
  });

  it('accepts exactly singular matrices in two dimensions', () => {
    expect(isPositiveSemidefinite(bounds([2, 2], [0, 0], [0, 0]), 2)).toBe(true);
    expect(isPositiveSemidefinite(bounds([1, 1], [0.9, 1.1], [1, 1]), 2)).toBe(false);
    expect(isPositiveSemidefinite(bounds([1, 2], [-0.5, 0.5], [1, 2]), 2)).toBe(true);
    expect(isPositiveSemidefinite(bounds([-1e-9, 1]), 1)).toBe(false);
  });

  it('allows for the radii in more dimensions', () => {
    const matrix = (radius: number) => bounds([2, 2], [-radius, radius], [-radius, radius], [2, 2], [-radius, radius], [2, 2]);
    expect(isPositiveSemidefinite(matrix(0.4), 3)).toBe(true);
    expect(isPositiveSemidefinite(matrix(1.1), 3)).toBe(false);
  });
});
