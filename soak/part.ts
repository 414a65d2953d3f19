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

/** A count, and how many there are to be in a run that is long enough. */
export const enough = (count: number, fewest: number): string =>
  count >= fewest ? `${count}` : `${count} of ${fewest}, which take more minutes`;

const fewestLooks = 20;

const tenth = (values: readonly number[], k: number): readonly number[] =>
  values.slice(Math.floor((k * values.length) / 10), Math.floor(((k + 1) * values.length) / 10));

/** What is typical of some values. */
type Typical = (values: readonly number[]) => number;

/** The last tenth of a course against the second, since the first is warm-up; nothing is to be learnt from very few values. */
export function stays(
  name: string,
  values: readonly number[],
  most: number,
  shown: (value: number) => string,
  typical: Typical = median,
): Figure {
  if (values.length < fewestLooks) return told(name, 'too few to tell');
  const [before, after] = [typical(tenth(values, 1)), typical(tenth(values, 9))];
  return must(name, `${(after / before).toFixed(3)}× of ${shown(before)}`, `≤ ${most}×`, after <= most * before);
}

const mebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(0);
const inMebibytes = (bytes: number): string => `${mebibytes(bytes)} MiB`;
/** What is held beyond it comes and goes with the losses that happen to be kept ready; a leak raises the least, too. */
const least: Typical = (values) => Math.min(...values);

/** Memory over a course, of bytes that are held; those that the process has from the system are the runtime's own to give back. */
export function memoryFigures(held: readonly number[], resident: readonly number[]): readonly Figure[] {
  const { name, value } = stays('memory of the process, likewise', resident, 1.1, inMebibytes);
  const course = Array.from({ length: 10 }, (_, k) => mebibytes(least(tenth(held, k)))).join(', ');
  return [
    stays('least memory held, last tenth over second', held, 1.1, inMebibytes, least),
    told('least memory held, tenth by tenth', held.length < fewestLooks ? 'too few to tell' : `${course} MiB`),
    told(name, value),
  ];
}
