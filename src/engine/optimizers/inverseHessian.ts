import { dot, norm, row } from '../linalg/vector';

/** A step s and what it tells of the curvature: y ≈ Hs. */
export interface Pair {
  readonly s: Float64Array;
  readonly y: Float64Array;
}

export function times(matrix: Float64Array, v: Float64Array): Float64Array {
  return v.map((_, i) => dot(row(matrix, i, v.length), v));
}

/**
 * An estimate of H⁻¹ that maps y to s (Nocedal & Wright 2006, equation 6.17); with nothing before it, from γI with γ = yᵀs/yᵀy (6.20).
 * Without positive curvature along s nothing is learnt.
 */
export function learn(inverse: Float64Array | undefined, { s, y }: Pair): Float64Array | undefined {
  const curvature = dot(y, s);
  if (!(curvature > Number.EPSILON * norm(y) * norm(s))) return inverse;
  const before = inverse ?? scaledIdentity(curvature / dot(y, y), s.length);
  const n = s.length;
  const image = times(before, y);
  const weight = (1 + dot(y, image) / curvature) / curvature;
  const after = before.slice();
  for (let i = 0; i < n; i++) {
    const entries = row(after, i, n);
    for (let j = 0; j < n; j++) entries[j] += weight * s[i] * s[j] - (image[i] * s[j] + s[i] * image[j]) / curvature;
  }
  return after;
}

export function scaledIdentity(scale: number, n: number): Float64Array {
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) matrix[i * n + i] = scale;
  return matrix;
}
