import type { PowerTerm } from './penalty';
import { value } from './powers';

/**
 * The outline {R(u) + R(v) = level} of a penalty over two coordinates, as a closed flat list u₀ v₀ u₁ v₁ …: a diamond for L1, a
 * circle for L2. Empty when the penalty weighs nothing.
 */
export function penaltyBall(terms: readonly PowerTerm[], level: number, points = 256): Float64Array {
  if (!terms.some(({ weight }) => weight > 0) || !(level > 0)) return new Float64Array(0);
  const outline = new Float64Array(2 * (points + 1));
  for (let k = 0; k <= points; k++) {
    const angle = (2 * Math.PI * (k % points)) / points;
    const [u, v] = [Math.cos(angle), Math.sin(angle)];
    const r = radiusAlong((radius) => value(terms, radius * u) + value(terms, radius * v), level);
    outline.set([r * u, r * v], 2 * k);
  }
  return outline;
}

/** Where an increasing function of the radius passes the level, to the last bit. */
function radiusAlong(penalty: (radius: number) => number, level: number): number {
  let high = 1;
  while (penalty(high) < level) high *= 2;
  let low = 0;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return high;
    if (penalty(middle) < level) low = middle;
    else high = middle;
  }
}
