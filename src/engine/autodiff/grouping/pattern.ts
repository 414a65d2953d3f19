import type { Kernel } from './kernels';

/** With more of its entries in the pattern than one in so many, a matrix is cleared sooner as a whole. */
const SPARSE = 8;

/** Entries of the n × n Hessian, row-major, that the kernels may add to, each once; undefined for a matrix that is not sparse. */
export function sparsityPattern(kernels: readonly Kernel[], n: number): Int32Array | undefined {
  const most = (n * n) / SPARSE;
  const found = new Set<number>();
  for (const { count, slots } of kernels) {
    const parameters = slots.flatMap((slot) => (slot.kind === 'parameter' ? [slot] : []));
    for (const { index: rows, invariant } of parameters) {
      for (const { index: columns, invariant: throughout } of parameters) {
        const different = invariant && throughout ? 1 : count;
        for (let i = 0; i < different; i++) found.add(rows[i] * n + columns[i]);
        if (found.size > most) return undefined;
      }
    }
  }
  return Int32Array.from(found).sort();
}
