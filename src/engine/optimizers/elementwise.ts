import { fma, fusedPlus } from '../linalg/fused';
import type { Point } from './optimizer';

// PyTorch's kernels round a product and the addition after it once; chaotic runs, and averages that cancel, show whether that is done.

/** The gradient with coupled weight decay: g + λθ. */
export function decayedGradient({ x, gradient }: Pick<Point, 'x' | 'gradient'>, weightDecay: number): Float64Array {
  return weightDecay === 0 ? gradient : fusedPlus(gradient, weightDecay, x);
}

/** β·average + (1 − β)·value, per coordinate. */
export function weightedAverage(beta: number, average: Float64Array, value: Float64Array): Float64Array {
  const result = new Float64Array(average.length);
  for (let i = 0; i < average.length; i++) result[i] = fma(1 - beta, value[i], beta * average[i]);
  return result;
}

/** β·average + (1 − β)·value², multiplied in PyTorch's order. */
export function weightedSquares(beta: number, average: Float64Array, value: Float64Array): Float64Array {
  const result = new Float64Array(average.length);
  for (let i = 0; i < average.length; i++) result[i] = fma((1 - beta) * value[i], value[i], beta * average[i]);
  return result;
}
