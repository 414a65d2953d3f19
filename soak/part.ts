/** One kind of long strain: what it measured, and whether that is as it must be. */
export interface Figure {
  readonly name: string;
  readonly value: string;
  /** What must hold; a figure without it is told only. */
  readonly must?: string;
  readonly holds?: boolean;
}

/** Goes on for about so many milliseconds. */
export type Part = (milliseconds: number) => Promise<readonly Figure[]>;

export const must = (name: string, value: string, rule: string, holds: boolean): Figure => ({ name, value, must: rule, holds });
export const told = (name: string, value: string): Figure => ({ name, value });

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Values of the second and of the last tenth of a course: the first is warm-up. */
export function tenths(values: readonly number[]): readonly [number, number] {
  const size = Math.floor(values.length / 10);
  return [median(values.slice(size, 2 * size)), median(values.slice(-size))];
}
