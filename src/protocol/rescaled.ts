/** θ with every coordinate multiplied by c to the power of its exponent. */
export const rescaledPoint = (at: Float64Array, exponents: Float64Array, c: number): Float64Array =>
  at.map((x, i) => x * c ** exponents[i]);
