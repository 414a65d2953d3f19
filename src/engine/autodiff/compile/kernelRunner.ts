import type { Derivative } from './kernelProgram';

/** Runs one kernel for all its instances. */
export interface KernelRunner {
  /** Entries that the Hessian of one instance has. */
  readonly pairs: number;
  /** Above this many of them the Hessian is better made column by column. */
  readonly maxPairs: number;
  /**
   * Adds the kernel's share of a gradient, of H·v or of a Hessian (row-major) to `out`, and returns its share of the loss;
   * undefined off the recorded path, null where second derivatives are asked for on a kink.
   */
  run(derivative: Derivative, x: Float64Array, v: Float64Array, out: Float64Array): number | undefined | null;
}
