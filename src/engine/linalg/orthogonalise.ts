import { norm } from './vector';

/** Components worked on at a time, which stay in the cache while the basis passes by. */
const BLOCK = 1024;
const mostPasses = 3;

/**
 * Makes v orthogonal to an orthonormal basis and returns what is left of its length. Classical Gram–Schmidt reads the basis twice per
 * pass and needs another pass only where one has taken away much of v (Daniel, Gragg, Kaufman & Stewart, Math. Comp. 30, 1976).
 */
export function orthogonalise(v: Float64Array, basis: readonly Float64Array[]): number {
  let length = norm(v);
  for (let pass = 0; pass < mostPasses; pass++) {
    project(v, basis);
    const before = length;
    length = norm(v);
    if (length >= Math.SQRT1_2 * before) break;
  }
  return length;
}

/** v ← v − QQᵀv */
function project(v: Float64Array, basis: readonly Float64Array[]): void {
  const overlaps = new Float64Array(basis.length);
  for (let from = 0; from < v.length; from += BLOCK) {
    const to = Math.min(from + BLOCK, v.length);
    for (let k = 0; k < basis.length; k++) overlaps[k] += dotWithin(v, basis[k], from, to);
  }
  for (let from = 0; from < v.length; from += BLOCK) {
    const to = Math.min(from + BLOCK, v.length);
    for (let k = 0; k < basis.length; k++) subtractWithin(v, overlaps[k], basis[k], from, to);
  }
}

/** Four sums side by side: one alone would wait for each addition to end. */
function dotWithin(v: Float64Array, w: Float64Array, from: number, to: number): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  let i = from;
  for (; i + 3 < to; i += 4) {
    a += v[i] * w[i];
    b += v[i + 1] * w[i + 1];
    c += v[i + 2] * w[i + 2];
    d += v[i + 3] * w[i + 3];
  }
  for (; i < to; i++) a += v[i] * w[i];
  return a + b + (c + d);
}

function subtractWithin(v: Float64Array, factor: number, w: Float64Array, from: number, to: number): void {
  for (let i = from; i < to; i++) v[i] -= factor * w[i];
}
