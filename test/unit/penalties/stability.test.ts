import { describe, expect, it } from 'vitest';
import { descend } from '../../../src/engine/descend';
import type { Objective } from '../../../src/engine/objective';

/** ½(x² + 4y²) */
const bowl: Objective = {
  n: 2,
  derivatives: 'exact',
  value: ([x, y]) => 0.5 * (x * x + 4 * y * y),
  valueAndGradient(x, gradient) {
    gradient.set([x[0], 4 * x[1]]);
    return this.value(x);
  },
  hessianVector: (_x, [u, v], product) => product.set([u, 4 * v]),
  hessian: () => Float64Array.of(1, 0, 0, 4),
};

const sharpness = (penaltyMethod: 'proximal' | 'subgradient', id: string) =>
  descend(bowl, {
    ...{ optimizer: { id: 'sgd', options: { learningRate: 0.1 } }, start: Float64Array.of(1, 1), steps: 1, curvature: true },
    ...{ penalties: [{ id, options: { alpha: 3 } }], penaltyMethod },
  });

describe('the stable limit with penalties', () => {
  it('counts the curvature of those that are part of what is minimised', () => {
    expect(sharpness('subgradient', 'l2').relativeSharpness[0]).toBeCloseTo(((4 + 3) * 0.1) / 2, 12);
  });
  it('counts smooth ones also where those with a kink go by their proximal map, which adds no curvature', () => {
    expect(sharpness('proximal', 'l2').relativeSharpness[0]).toBeCloseTo(((4 + 3) * 0.1) / 2, 12);
    for (const method of ['proximal', 'subgradient'] as const)
      expect(sharpness(method, 'l1').relativeSharpness[0]).toBeCloseTo((4 * 0.1) / 2, 12);
  });
  it('leaves the eigenvalues those of the loss', () => {
    expect([...sharpness('subgradient', 'l2').eigenvalues.subarray(0, 2)]).toEqual([1, 4]);
  });
});
