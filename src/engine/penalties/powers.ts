import type { PowerTerm } from './penalty';

/** R(w) = Σ weight·|w|^power of one coordinate w, and what follows from it. */

type Terms = readonly PowerTerm[];

const total = (terms: Terms, of: (term: PowerTerm) => number): number => terms.reduce((sum, term) => sum + of(term), 0);

export function value(terms: Terms, w: number): number {
  return total(terms, ({ weight, power }) => weight * Math.abs(w) ** power);
}

/** R′(w); at a kink (w = 0, power ≤ 1) the subgradient 0, as automatic differentiation takes it. */
export function slope(terms: Terms, w: number): number {
  if (w === 0) return 0;
  return Math.sign(w) * total(terms, ({ weight, power }) => weight * power * Math.abs(w) ** (power - 1));
}

/** R″(w), where it exists; 0 at w = 0 for powers that bend infinitely there. */
export function bend(terms: Terms, w: number): number {
  return total(terms, ({ weight, power }) => {
    if (power === 1 || (w === 0 && power !== 2)) return 0;
    return weight * power * (power - 1) * Math.abs(w) ** (power - 2);
  });
}

/** The largest slope that R can counter at w = 0: its subdifferential there is [−kink, kink]. */
export function kink(terms: Terms): number {
  return total(terms, ({ weight, power }) => {
    if (power > 1 || weight === 0) return 0;
    return power === 1 ? weight : Number.POSITIVE_INFINITY;
  });
}

/**
 * argmin over z of ½(z − a)² + t·R(z). The linear and quadratic terms are taken exactly (soft threshold and shrinkage);
 * what remains is a scalar equation.
 */
export function proximal(terms: Terms, a: number, t: number): number {
  const pull = total(terms, ({ weight, power }) => (power === 1 ? t * weight : 0));
  const stiffness = 1 + total(terms, ({ weight, power }) => (power === 2 ? 2 * t * weight : 0));
  const target = (Math.abs(a) - pull) / stiffness;
  if (!(target > 0)) return 0;
  const others = terms.filter(({ weight, power }) => weight > 0 && power !== 1 && power !== 2);
  return Math.sign(a) * (others.length === 0 ? target : positiveMinimum(others, target, t / stiffness));
}

/** argmin over z in [0, target] of ½(z − target)² + t·R(z). */
function positiveMinimum(terms: Terms, target: number, t: number): number {
  const excess = (z: number): number => z - target + t * slope(terms, z);
  const start = terms.some(({ power }) => power < 1) ? turningPoint(terms, target, t) : 0;
  if (excess(start) > 0) return 0;
  const z = bisect(excess, start, target);
  const energy = (at: number): number => 0.5 * (at - target) ** 2 + t * value(terms, at);
  return energy(z) < energy(0) ? z : 0;
}

/** Where z − target + t·R′(z) is lowest: right of it, it rises to the largest root (1 + t·R″ = 0 there when all powers are below 1). */
function turningPoint(terms: Terms, target: number, t: number): number {
  const rise = (z: number): number => 1 + t * bend(terms, z);
  return rise(target) <= 0 ? target : bisect(rise, Number.MIN_VALUE, target);
}

/** The sign change of a function from below zero at `low` to above it at `high`, to the last bit. */
function bisect(f: (z: number) => number, low: number, high: number): number {
  let [left, right] = [low, high];
  for (;;) {
    const middle = left + (right - left) / 2;
    if (middle <= left || middle >= right) return right;
    if (f(middle) < 0) left = middle;
    else right = middle;
  }
}
