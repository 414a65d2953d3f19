import { describe, expect, it } from 'vitest';
import { rescaledBy, rescaling } from '../../../src/engine/curvature/rescaling';
import { traced } from './traced';

const relu = 'const relu = (z) => z > 0 ? z : 0;';
const data = 'const data = [[0.5, 1, 0.2], [-1, 0.3, 1], [0.7, -0.6, -0.4], [-0.2, -0.9, 0.1]];';
const found = (arrow: string, n: number) => {
  const exponents = rescaling(traced(arrow, n), new Float64Array(n).fill(0.4));
  return exponents && Array.from(exponents);
};

describe('rescaling', { timeout: 30_000 }, () => {
  it('of a product: one factor up, the other down', () => {
    expect(found('([a, b]) => (1 - a * b) ** 2', 2)).toEqual([1, -1]);
  });

  it('of powers: their exponents', () => {
    expect(found('([a, b, c]) => (2 - a * b ** 2) ** 2 + c ** 2', 3)).toEqual([1, -0.5, 0]);
  });

  it('of the hidden units of a ReLU network: what goes in against what goes out', () => {
    const network = `(w) => { ${relu} ${data} let sum = 0; for (const [x, y, t] of data) {
      let out = w[8]; for (let j = 0; j < 2; j++) out += w[6 + j] * relu(w[3 * j] * x + w[3 * j + 1] * y + w[3 * j + 2]);
      sum += (out - t) ** 2; } return sum; }`;
    expect(found(network, 9)).toEqual([1, 1, 1, 1, 1, 1, -1, -1, 0]);
  });

  it.each([
    ['a loss that no rescaling leaves as it is', '([a, b]) => (1 - a * b) ** 2 + 0.01 * (a * a + b * b)', 2],
    ['tanh units', '([a, b]) => (0.3 - b * Math.tanh(a)) ** 2 + (0.7 - b * Math.tanh(2 * a)) ** 2', 2],
    ['a coordinate that the loss does not depend on', '([a, b]) => a ** 4 + a', 2],
    ['a loss that is nowhere finite', '([a, b]) => Math.log(-1 - a * a) + b', 2],
  ])('is none for %s', (_, arrow, n) => {
    expect(found(arrow, n)).toBeUndefined();
  });

  it('changes no loss when it is done', () => {
    const toy = traced('([a, b]) => (1 - a * b) ** 2');
    const at = Float64Array.of(0.8, 0.5);
    const moved = rescaledBy(at, Float64Array.of(1, -1), 4);
    expect(Array.from(moved)).toEqual([3.2, 0.125]);
    expect(toy.value(moved)).toBeCloseTo(toy.value(at), 15);
  });
});
