/** Veltkamp's constant: splits a double into two halves whose products are exact. */
const splitter = 2 ** 27 + 1;

/**
 * a·b + c with one rounding, as processors do it in one instruction, which JavaScript has not: the product's error by Dekker's
 * two-product, the sum's by Knuth's two-sum (Ogita, Rump & Oishi 2005, algorithms 3.1–3.3).
 */
export function fma(a: number, b: number, c: number): number {
  // One constant after another: taking arrays apart makes this too long for the compiler to put it into the loops that call it.
  const product = a * b;
  const sum = product + c;
  const highA = high(a);
  const highB = high(b);
  const lowA = a - highA;
  const lowB = b - highB;
  const lost = lowA * lowB - (product - highA * highB - lowA * highB - highA * lowB);
  const part = sum - product;
  const fused = sum + (lost + (product - (sum - part)) + (c - part));
  // Where halves overflow there is no error to speak of.
  return Number.isFinite(fused) ? fused : sum;
}

function high(a: number): number {
  const scaled = splitter * a;
  return scaled - (scaled - a);
}

/** v + factor·w, each coordinate rounded once. */
export function fusedPlus(v: Float64Array, factor: number, w: Float64Array): Float64Array {
  const sum = new Float64Array(v.length);
  for (let i = 0; i < v.length; i++) sum[i] = fma(factor, w[i], v[i]);
  return sum;
}

/** vᵀw in the order of the coordinates, each addition rounded once. */
export function fusedDot(v: Float64Array, w: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < v.length; i++) sum = fma(v[i], w[i], sum);
  return sum;
}
