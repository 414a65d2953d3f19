import type { HessianMatrix } from './hessianMatrix';

/** Writes the gradient at x and returns the value; undefined off the recorded path. */
export type GradientFunction = (x: Float64Array, gradient: Float64Array) => number | undefined;

/**
 * Evaluates one recorded path of a loss: interpreted or compiled, all forms agree. Each method first checks that the path is
 * the one the loss takes at x, and says undefined or false, having written nothing of meaning, when it is not.
 */
export interface Evaluator {
  /** What is behind `gradient`, as a function of its own: small losses notice every call in between. */
  readonly gradientFunction?: GradientFunction | undefined;
  /** The value alone, where that takes less than the loss as it is written. */
  value?(x: Float64Array): number | undefined;
  gradient(x: Float64Array, gradient: Float64Array): number | undefined;
  hessianVector(x: Float64Array, v: Float64Array, product: Float64Array): boolean;
  hessian(x: Float64Array, hessian: HessianMatrix): boolean;
}
