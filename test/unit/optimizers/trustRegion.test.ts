import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { norm } from '../../../src/engine/linalg/vector';
import { steihaug } from '../../../src/engine/optimizers/steihaug';
import { solveTrustRegion } from '../../../src/engine/optimizers/trustRegionSubproblem';

const entry = fc.integer({ min: -5000, max: 5000 }).map((thousandths) => thousandths / 1000);
const model = (eigenvalues: Float64Array, slopes: Float64Array, p: Float64Array): number =>
  p.reduce((sum, pk, k) => sum + slopes[k] * pk + 0.5 * eigenvalues[k] * pk * pk, 0);

const cases = fc.record({
  eigenvalues: fc.array(entry, { minLength: 3, maxLength: 3 }).map((values) => Float64Array.from(values).sort()),
  slopes: fc.array(fc.oneof(fc.constant(0), entry), { minLength: 3, maxLength: 3 }).map((values) => Float64Array.from(values)),
  radius: fc.double({ min: 0.05, max: 4, noNaN: true }),
});

describe('the trust-region subproblem', () => {
  it('has no lower point within the radius', () => {
    const directions = [...Array(400).keys()].map((k) => {
      const z = 1 - (2 * k + 1) / 400;
      const turn = k * Math.PI * (3 - Math.sqrt(5));
      return [Math.sqrt(1 - z * z) * Math.cos(turn), Math.sqrt(1 - z * z) * Math.sin(turn), z];
    });
    fc.assert(
      fc.property(cases, ({ eigenvalues, slopes, radius }) => {
        const { p, onBoundary } = solveTrustRegion(eigenvalues, slopes, radius);
        const least = model(eigenvalues, slopes, p);
        expect(norm(p)).toBeLessThanOrEqual(radius * (1 + 1e-9));
        if (onBoundary) expect(norm(p)).toBeGreaterThanOrEqual(radius * (1 - 1e-6));
        for (const share of [0.25, 0.5, 0.75, 1]) {
          for (const direction of directions) {
            const other = Float64Array.from(direction, (d) => d * share * radius);
            expect(least).toBeLessThanOrEqual(model(eigenvalues, slopes, other) + 1e-9);
          }
        }
      }),
    );
  });

  it('steps to the boundary along the lowest eigenvector where the gradient is zero', () => {
    const { p, onBoundary } = solveTrustRegion(Float64Array.of(-2, 2), new Float64Array(2), 0.5);
    expect([Array.from(p, Math.abs), onBoundary]).toEqual([[0.5, 0], true]);
  });

  it('solves the hard case', () => {
    const { p } = solveTrustRegion(Float64Array.of(-1, 3), Float64Array.of(0, 1), 2);
    expect(p[1]).toBeCloseTo(-1 / 4, 12);
    expect(norm(p)).toBeCloseTo(2, 12);
  });

  it('rests at the bottom of a bowl', () => {
    expect(Array.from(solveTrustRegion(Float64Array.of(1, 3), new Float64Array(2), 1).p, Math.abs)).toEqual([0, 0]);
  });
});

describe('Steihaug’s conjugate gradients', () => {
  const diagonal = Float64Array.of(1, 4, 9, -2);
  const multiply = (v: Float64Array) => v.map((vi, i) => diagonal[i] * vi);

  it('give Newton’s step inside, in three products of a bowl', () => {
    const gradient = Float64Array.of(1e-4, 1e-4, 1e-4, 0);
    const { step, onBoundary } = steihaug(gradient, multiply, 10);
    expect(onBoundary).toBe(false);
    step.slice(0, 3).forEach((s, i) => {
      expect(s).toBeCloseTo(-1e-4 / diagonal[i], 6);
    });
  });

  it('follow negative curvature to the boundary, and foretell the decrease', () => {
    const gradient = Float64Array.of(0, 0, 0, 1);
    const { step, predicted, onBoundary } = steihaug(gradient, multiply, 3);
    expect(onBoundary).toBe(true);
    expect(Array.from(step, Math.abs)).toEqual([0, 0, 0, 3]);
    expect(predicted).toBeCloseTo(3 + 9, 12);
  });
});
