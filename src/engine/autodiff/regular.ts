import { isDataLoop } from './compile/vectorLoop';
import type { Kernel, RolledLoss } from './grouping/kernels';

/** Of all loops together; their derivatives are some five times as long. JavaScript engines give up on long functions sooner. */
const MAX_SCALAR_NODES = 3000;
export const MAX_VECTOR_NODES = 12_000;
/** How often the average operation must repeat for loops to pay. */
const MIN_REPETITION = 4;

/** Is the code to be generated short enough, and much shorter than the trace? */
export function isRegular({ kernels }: RolledLoss, nodes: number): boolean {
  const size = (some: readonly Kernel[]) => some.reduce((sum, { graph }) => sum + graph.length, 0);
  const scalar = size(kernels.filter((kernel) => !isDataLoop(kernel)));
  return scalar <= MAX_SCALAR_NODES && size(kernels) <= MAX_VECTOR_NODES && size(kernels) * MIN_REPETITION <= nodes;
}
