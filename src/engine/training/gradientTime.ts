import type { Objective } from '../objective';

/** Evaluations are timed together for at least `shortest`, until for `steady` none was quicker, but no longer than `most`. In milliseconds. */
const [shortest, steady, most] = [2, 40, 400];
const mostTogether = 1e6;
/** Less is no gain. */
const quicker = 0.95;

/**
 * Milliseconds that a gradient takes once its code is compiled, by the engine and after many calls by V8 too: the quickest of the rounds,
 * since others may use the machine as well. Yields between rounds.
 */
export function* gradientTime(objective: Objective, at: Float64Array): Generator<undefined, number> {
  const gradient = new Float64Array(at.length);
  let together = 1;
  let quickest = Number.POSITIVE_INFINITY;
  let [spent, gainedAt] = [0, 0];
  while (spent - gainedAt < steady && spent < most) {
    const elapsed = round(objective, at, gradient, together);
    spent += elapsed;
    const isLong = elapsed >= shortest || together >= mostTogether;
    if (!isLong || elapsed / together < quicker * quickest) gainedAt = spent;
    if (isLong) quickest = Math.min(quickest, elapsed / together);
    else together *= 2;
    yield undefined;
  }
  return quickest;
}

function round(objective: Objective, at: Float64Array, gradient: Float64Array, count: number): number {
  const began = performance.now();
  for (let k = 0; k < count; k++) objective.valueAndGradient(at, gradient);
  return performance.now() - began;
}
