import { plus } from '../linalg/vector';
import type { Point } from './optimizer';

/** The gradient with coupled weight decay: g + λθ. */
export function decayedGradient({ x, gradient }: Pick<Point, 'x' | 'gradient'>, weightDecay: number): Float64Array {
  return weightDecay === 0 ? gradient : plus(gradient, weightDecay, x);
}

/** β·average + (1 − β)·value, per coordinate. */
export function weightedAverage(beta: number, average: Float64Array, value: Float64Array): Float64Array {
  return average.map((a, i) => beta * a + (1 - beta) * value[i]);
}

/** β·average + (1 − β)·value², multiplied in PyTorch's order: where this average cancels, rounding shows. */
export function weightedSquares(beta: number, average: Float64Array, value: Float64Array): Float64Array {
  return average.map((a, i) => beta * a + (1 - beta) * value[i] * value[i]);
}
