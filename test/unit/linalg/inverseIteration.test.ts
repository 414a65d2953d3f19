import { describe, expect, it } from 'vitest';
import { inverseIteration } from '../../../src/engine/linalg/inverseIteration';

/** The second difference of order n, whose eigenvectors are sines. */
const difference = (n: number) => ({
  diagonal: new Float64Array(n).fill(2),
  offDiagonal: Float64Array.from({ length: n }, (_, i) => (i < n - 1 ? -1 : 0)),
});

describe('inverseIteration', { timeout: 30_000 }, () => {
  it('finds the sines that are the eigenvectors of the second difference', () => {
    const n = 50;
    for (let k = 1; k <= n; k++) {
      const angle = (k * Math.PI) / (n + 1);
      const found = inverseIteration(difference(n), 2 - 2 * Math.cos(angle));
      const sign = Math.sign(found[0]);
      found.forEach((x, i) => {
        expect(Math.abs(sign * x - Math.sqrt(2 / (n + 1)) * Math.sin((i + 1) * angle))).toBeLessThan(1e-12);
      });
    }
  });

  it('does not overflow where an exact eigenvector fades below the smallest number', () => {
    // T v = 0 with vᵢ = (−δ)ⁱ, in numbers that are all exact.
    const [n, delta] = [60, 2 ** -26];
    const offDiagonal = Float64Array.from({ length: n }, (_, i) => (i < n - 1 ? delta : 0));
    const diagonal = Float64Array.from({ length: n }, (_, i) => (i === 0 ? 0 : 1) + (i < n - 1 ? delta ** 2 : 0));
    const found = inverseIteration({ diagonal, offDiagonal }, 0);
    found.forEach((x, i) => {
      expect(x / found[0]).toBeCloseTo((-delta) ** i, 15);
    });
  });

  it('keeps to one of the spaces where the matrix falls apart', () => {
    const [x, y, z] = inverseIteration({ diagonal: Float64Array.of(3, 1, 3), offDiagonal: new Float64Array(3) }, 1);
    expect([Math.abs(x), Math.abs(y), Math.abs(z)]).toEqual([expect.closeTo(0, 15), 1, expect.closeTo(0, 15)]);
  });
});
