const primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29];

/** The largest dimension `halton` serves. */
export const haltonDimensions = primes.length;

/** Point `index` ≥ 1 of Halton's sequence in (0, 1)ⁿ (Halton 1960): evenly spread however many are taken, and always the same. */
export function halton(index: number, n: number): Float64Array {
  return Float64Array.from({ length: n }, (_, axis) => radicalInverse(index, primes[axis]));
}

/** The digits of `index` in the base, mirrored at the point. */
function radicalInverse(index: number, base: number): number {
  let result = 0;
  let digitValue = 1 / base;
  for (let rest = index; rest > 0; rest = Math.floor(rest / base)) {
    result += (rest % base) * digitValue;
    digitValue /= base;
  }
  return result;
}
