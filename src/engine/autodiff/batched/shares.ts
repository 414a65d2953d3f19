import { UserCodeError } from '../../errors';
import type { ScalarFunction } from '../numeric';
import type { Examples } from '../tracer';

/** The loss over some of the examples, and its weight in the loss over all of them. */
export interface Share {
  readonly rows: readonly number[];
  readonly weight: number;
}

/** Relative difference at which a sum of shares counts as another value than the loss. */
const AGREEMENT = 1e-10;
/** How far off a point the sum is tried too, relative to the size of its coordinates. */
const NEARBY = 0.05;

/**
 * The loss over all examples as Σ weight · loss over a batch, of at most `size` examples each; undefined where none of the forms
 * that are known has the value of the loss, at x and near it. The forms: a mean over examples, a sum, and a sum with a term that
 * does not depend on the examples, which is then what the losses of two single examples have too much over that of both.
 */
export function sharesOf(whole: ScalarFunction, examples: Examples, size: number, x: Float64Array): readonly Share[] | undefined {
  const batches = consecutive(examples.count, size);
  const samples = nearby(x).flatMap((at) => sampled(whole, examples, batches, at));
  const mean = batches.map((rows) => ({ rows, weight: rows.length / examples.count }));
  const sum = batches.map((rows) => ({ rows, weight: 1 }));
  const rest = [
    { rows: [0], weight: 1 - batches.length },
    { rows: [1], weight: 1 - batches.length },
    { rows: [0, 1], weight: batches.length - 1 },
  ];
  if (samples.length === 0) return undefined;
  return [mean, sum, [...sum, ...rest]].find((shares) => samples.every((sample) => fits(shares, sample)));
}

function consecutive(count: number, size: number): number[][] {
  return Array.from({ length: Math.ceil(count / size) }, (_, k) =>
    Array.from({ length: Math.min(size, count - k * size) }, (_, i) => k * size + i),
  );
}

/** The point, and two beside it in which all coordinates are others. */
function nearby(x: Float64Array): Float64Array[] {
  const moved = (phase: number) => x.map((v, i) => v + NEARBY * Math.max(Math.abs(v), 1) * Math.sin(1.7 * i + phase));
  return [x, moved(1), moved(2.5)];
}

/** Values of the loss at one point: over all examples, and over those of a share. */
interface Sample {
  readonly whole: number;
  readonly over: (rows: readonly number[]) => number;
}

/** Nothing where the loss is not finite, or not defined. */
function sampled(whole: ScalarFunction, { over }: Examples, batches: readonly (readonly number[])[], at: Float64Array): Sample[] {
  try {
    const value = whole(at);
    const values = new Map(batches.map((rows) => [rows, over(rows).plain(at)]));
    return Number.isFinite(value) ? [{ whole: value, over: (rows) => values.get(rows) ?? over(rows).plain(at) }] : [];
  } catch (error) {
    if (error instanceof UserCodeError) return [];
    throw error;
  }
}

function fits(shares: readonly Share[], { whole, over }: Sample): boolean {
  const parts = shares.map(({ rows, weight }) => weight * over(rows));
  const scale = parts.reduce((sum, part) => sum + Math.abs(part), 0);
  return Math.abs(parts.reduce((sum, part) => sum + part, 0) - whole) <= AGREEMENT * scale;
}
