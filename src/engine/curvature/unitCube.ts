import { largestMagnitude, plus } from '../linalg/vector';
import type { Objective } from '../objective';

/** One closed interval per parameter. */
export type Box = readonly (readonly [low: number, high: number])[];

/** As much of an objective as root finding on its gradient needs. */
export type Smooth = Pick<Objective, 'n' | 'valueAndGradient' | 'hessian'>;

/** L over a box as a function on [0, 1]ⁿ: makes searching, distances and tolerances independent of the parameters' units. */
export function onUnitCube(objective: Smooth, box: Box): Smooth {
  const { n } = objective;
  const sides = box.map(([low, high]) => high - low);
  return {
    n,
    valueAndGradient(t, gradient) {
      const loss = objective.valueAndGradient(fromUnitCube(box, t), gradient);
      for (let i = 0; i < n; i++) gradient[i] *= sides[i];
      return loss;
    },
    hessian: (t) => objective.hessian(fromUnitCube(box, t)).map((entry, at) => entry * sides[Math.floor(at / n)] * sides[at % n]),
  };
}

export function fromUnitCube(box: Box, t: Float64Array): Float64Array {
  return Float64Array.from(box, ([low, high], i) => low + (high - low) * t[i]);
}

export function toUnitCube(box: Box, x: Float64Array): Float64Array {
  return Float64Array.from(box, ([low, high], i) => (x[i] - low) / (high - low));
}

/** The largest coordinate difference. */
export function distance(a: Float64Array, b: Float64Array): number {
  return largestMagnitude(plus(a, -1, b));
}

/** Whether t lies in the closed unit cube, grown on each side. */
export function inUnitCube(t: Float64Array, grownBy = 0): boolean {
  return t.every((ti) => ti >= -grownBy && ti <= 1 + grownBy);
}
