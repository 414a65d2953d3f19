/** The Euclidean norm, without overflow or underflow on the way. */
export function norm(v: Float64Array): number {
  const scale = largestMagnitude(v);
  if (scale === 0 || !Number.isFinite(scale)) return scale;
  let sum = 0;
  for (let i = 0; i < v.length; i++) {
    const share = v[i] / scale;
    sum += share * share;
  }
  return scale * Math.sqrt(sum);
}

export function dot(v: Float64Array, w: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < v.length; i++) sum += v[i] * w[i];
  return sum;
}

/** v ← v + factor·w */
export function addScaled(v: Float64Array, factor: number, w: Float64Array): void {
  for (let i = 0; i < v.length; i++) v[i] += factor * w[i];
}

/** v + factor·w, a new vector. */
export function plus(v: Float64Array, factor: number, w: Float64Array): Float64Array {
  const sum = new Float64Array(v.length);
  for (let i = 0; i < v.length; i++) sum[i] = v[i] + factor * w[i];
  return sum;
}

/** factor·v, a new vector. */
export function scaled(factor: number, v: Float64Array): Float64Array {
  const product = new Float64Array(v.length);
  for (let i = 0; i < v.length; i++) product[i] = factor * v[i];
  return product;
}

/** max |vᵢ|; 0 for an empty vector, NaN when a component is NaN. */
export function largestMagnitude(v: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < v.length; i++) largest = Math.max(largest, Math.abs(v[i]));
  return largest;
}

/** Row k of a row-major matrix with n columns; a view, not a copy. */
export function row(matrix: Float64Array, k: number, n: number): Float64Array {
  return matrix.subarray(k * n, k * n + n);
}

export function equals(v: Float64Array, w: Float64Array): boolean {
  for (let i = 0; i < v.length; i++) if (v[i] !== w[i]) return false;
  return true;
}
