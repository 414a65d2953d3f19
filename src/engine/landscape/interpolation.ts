import { Failures } from '../failures';
import { plus } from '../linalg/vector';
import type { Objective } from '../objective';

/** The loss along the straight line from a (t = 0) to b (t = 1). */
export interface Interpolation {
  readonly t: Float64Array;
  /** NaN where the loss can't be evaluated. */
  readonly loss: Float64Array;
  /** Where the loss is highest above the chord between its ends, and by how much; 0 where it never is. */
  readonly barrier: { readonly t: number; readonly height: number };
}

const goldenSection = (Math.sqrt(5) - 1) / 2;
const refinements = 40;

/** Linear interpolation between two minima (Goodfellow et al. 2015) with the height of its barrier (Frankle et al. 2020, §2). */
export function interpolate(objective: Objective, a: Float64Array, b: Float64Array, samples = 101): Interpolation {
  const failures = new Failures();
  const direction = plus(b, -1, a);
  const lossAt = (t: number): number => failures.attempt(() => objective.value(plus(a, t, direction))) ?? Number.NaN;
  const t = Float64Array.from({ length: samples }, (_, i) => i / (samples - 1));
  const loss = t.map(lossAt);
  const [start, end] = [loss[0], loss[samples - 1]];
  const aboveChord = (at: number): number => lossAt(at) - (1 - at) * start - at * end;
  const heights = loss.map((value, i) => value - (1 - t[i]) * start - t[i] * end);
  const top = heights.reduce((best, height, i) => (height > heights[best] ? i : best), 0);
  if (!(heights[top] > 0)) return { t, loss, barrier: { t: t[top], height: 0 } };
  return { t, loss, barrier: highest(aboveChord, t[Math.max(0, top - 1)], t[Math.min(samples - 1, top + 1)]) };
}

/** Golden section search for the maximum between two samples next to the highest. */
function highest(f: (t: number) => number, from: number, to: number): { t: number; height: number } {
  let [low, high] = [from, to];
  for (let k = 0; k < refinements; k++) {
    const inner = goldenSection * (high - low);
    if (f(high - inner) < f(low + inner)) low = high - inner;
    else high = low + inner;
  }
  const t = (low + high) / 2;
  return { t, height: f(t) };
}
