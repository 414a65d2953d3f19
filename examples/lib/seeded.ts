/** Numbers that look random and are the same at every run. */
export interface Draws {
  /** Between 0 and 1. */
  uniform(): number;
  /** About 0, with standard deviation 1. */
  normal(): number;
}

/** mulberry32 (T. Ettinger), and Box and Muller's transform for the normal ones. */
export function seeded(seed: number): Draws {
  let state = seed;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uniform, normal };
}

export const range = (length: number): number[] => Array.from({ length }, (_, i) => i);

export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
