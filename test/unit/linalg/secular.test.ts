import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eigenMemory } from '../../../src/engine/linalg/eigenKernels';
import { solveSecular } from '../../../src/engine/linalg/tridiagonal/secular';
import { dot } from '../../../src/engine/linalg/vector';

/** Eigenvalues, and unit eigenvectors row by row, of D + ρzzᵀ. */
function solved(poles: readonly number[], weights: readonly number[], strength: number): { roots: Float64Array; vectors: Float64Array[] } {
  const memory = eigenMemory(poles.length);
  // Components in the opposite order.
  const places = poles.map((_, i) => poles.length - 1 - i);
  const roots = solveSecular(memory, poles, weights, strength, places);
  const { doubles, secular, stride } = memory;
  const vectors = Array.from(roots, (_, j) => Float64Array.from(places, (place) => doubles[secular + j * stride + place]));
  return { roots, vectors };
}

/** Poles by their gaps over many magnitudes, weights with a length of 1, none negligible. */
const equations = fc
  .integer({ min: 1, max: 60 })
  .chain((count) =>
    fc.record({
      gaps: fc.array(fc.double({ min: -12, max: 0, noNaN: true }), { minLength: count, maxLength: count }),
      magnitudes: fc.array(fc.double({ min: -12, max: 0, noNaN: true }), { minLength: count, maxLength: count }),
      signs: fc.array(fc.constantFrom(-1, 1), { minLength: count, maxLength: count }),
      strength: fc.double({ min: -2, max: 2, noNaN: true }).map((exponent) => 10 ** exponent),
    }),
  )
  .map(({ gaps, magnitudes, signs, strength }) => {
    let pole = -0.3;
    const poles = gaps.map((exponent) => (pole += 10 ** exponent));
    const raw = magnitudes.map((exponent, i) => signs[i] * 10 ** exponent);
    const length = Math.hypot(...raw);
    return { poles, weights: raw.map((weight) => weight / length), strength };
  });

describe('solveSecular', () => {
  it('diagonalises D + ρzzᵀ to working precision, its values between the poles', () => {
    fc.assert(
      fc.property(equations, ({ poles, weights, strength }) => {
        const count = poles.length;
        const { roots, vectors } = solved(poles, weights, strength);
        const size = Math.max(...roots.map(Math.abs), ...poles.map(Math.abs), strength);
        const tolerance = 4 * (count + 4) * Number.EPSILON;
        const z = Float64Array.from(weights);
        vectors.forEach((u, j) => {
          expect(roots[j]).toBeGreaterThanOrEqual(poles[j]);
          expect(roots[j]).toBeLessThanOrEqual(j + 1 < count ? poles[j + 1] : poles[j] + strength * (1 + 1e-14));
          const along = strength * dot(z, u);
          const error = Math.hypot(...u.map((ui, i) => (poles[i] - roots[j]) * ui + along * z[i]));
          expect(error).toBeLessThanOrEqual(tolerance * size);
          for (let l = 0; l <= j; l++) expect(Math.abs(dot(u, vectors[l]) - (l === j ? 1 : 0))).toBeLessThanOrEqual(tolerance);
        });
      }),
    );
  });

  it('takes few evaluations for a root', () => {
    const count = 200;
    const memory = eigenMemory(count);
    let evaluations = 0;
    const secularSums: typeof memory.kernels.secularSums = (...operands) => {
      evaluations++;
      memory.kernels.secularSums(...operands);
    };
    const counting = { ...memory, kernels: { ...memory.kernels, secularSums } };
    const poles = Array.from({ length: count }, (_, i) => i + 0.4 * Math.sin(3 * i));
    const weights = poles.map((_, i) => (10 ** (2 * Math.sin(7 * i)) * 0.01) / Math.sqrt(count));
    solveSecular(counting, poles, weights, 1, Array.from(poles.keys()));
    expect(evaluations).toBeLessThan(5.5 * count);
  });

  it('solves a single pole', () => {
    const { roots, vectors } = solved([0.5], [1], 0.25);
    expect(roots[0]).toBeCloseTo(0.75, 14);
    expect(Math.abs(vectors[0][0])).toBe(1);
  });

  it('has the roots of the quadratic equation of two poles', () => {
    // (1 − λ)(2 − λ) + ½(2 − λ) + ½(1 − λ) = λ² − 4λ + 3.5, with ρ = 1 and weights √½.
    const { roots } = solved([1, 2], [Math.SQRT1_2, -Math.SQRT1_2], 1);
    expect(roots[0]).toBeCloseTo(2 - Math.SQRT1_2, 14);
    expect(roots[1]).toBeCloseTo(2 + Math.SQRT1_2, 14);
  });
});
