import type { FirstWrites } from './firstWrites';
import type { Derivative } from './kernelProgram';

/**
 * Puts a kernel's share of a gradient, of H·v or of a Hessian (row-major) into `out`, and returns, with a gradient or where nothing else is
 * asked for, its share of the loss;
 * undefined off the recorded path, null where second derivatives are asked for on a kink.
 */
export type KernelFunction = (x: Float64Array, v: Float64Array, out: Float64Array) => number | undefined | null;

/** Compiles one kernel to loops over all its instances. */
export interface KernelRunner {
  /** Entries that the Hessian of one instance has. */
  readonly pairs: number;
  /** Above this many of them the Hessian is better made column by column. */
  readonly maxPairs: number;
  /** Compiles a derivative: what adds the share of all instances, or writes it where nothing was written before. */
  prepared(derivative: Derivative, writes: FirstWrites): KernelFunction;
}
