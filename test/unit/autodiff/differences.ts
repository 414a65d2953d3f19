type Vector = readonly number[];

/**
 * Derivative of g at 0 by Ridders' extrapolation of central differences (Ridders, Adv. Eng. Software 4, 1982; Press et al.,
 * Numerical Recipes, §5.7): about 1e-10 of accuracy for smooth functions of unit scale.
 */
export function ridders(g: (h: number) => number, first = 0.05): number {
  const shrink = 1.4;
  let [best, error] = [Number.NaN, Number.POSITIVE_INFINITY];
  let previous: number[] = [];
  for (let i = 0, h = first; i < 14; i++, h /= shrink) {
    const row = [(g(h) - g(-h)) / (2 * h)];
    for (let j = 1, factor = shrink * shrink; j <= previous.length; j++, factor *= shrink * shrink) {
      row.push((row[j - 1] * factor - previous[j - 1]) / (factor - 1));
      const estimate = Math.max(Math.abs(row[j] - row[j - 1]), Math.abs(row[j] - previous[j - 1]));
      if (estimate <= error) [best, error] = [row[j], estimate];
    }
    if (i > 0 && Math.abs(row[i] - previous[i - 1]) >= 4 * error) break;
    previous = row;
  }
  return best;
}

/** ∇f(x), high precision, from values of f alone. */
export function differences(f: (x: Float64Array) => number, x: Vector, first?: number): number[] {
  return x.map((_, i) => ridders((h) => f(Float64Array.from(x, (v, j) => (j === i ? v + h : v))), first));
}

/** H(x), row-major, from gradients. */
export function gradientDifferences(gradient: (x: Vector) => Vector, x: Vector, first?: number): number[] {
  const n = x.length;
  const columns = x.map((_, j) => x.map((_, i) => ridders((h) => gradient(x.map((v, k) => (k === j ? v + h : v)))[i], first)));
  return Array.from({ length: n * n }, (_, k) => columns[k % n][Math.floor(k / n)]);
}
