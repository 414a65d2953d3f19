import type { Objective } from '../objective';

/** Evaluations are timed together for at least so long, so often. In milliseconds. */
const [shortest, repeats] = [2, 8];
const mostTogether = 1e6;

/** Milliseconds that a gradient takes once its code is compiled: the quickest of a few rounds, since others may use the machine too. Yields between rounds. */
export function* gradientTime(objective: Objective, at: Float64Array): Generator<undefined, number> {
  const gradient = new Float64Array(at.length);
  let together = 1;
  while (round(objective, at, gradient, together) < shortest && together < mostTogether) {
    together *= 2;
    yield undefined;
  }
  let quickest = Number.POSITIVE_INFINITY;
  for (let k = 0; k < repeats; k++) {
    quickest = Math.min(quickest, round(objective, at, gradient, together) / together);
    yield undefined;
  }
  return quickest;
}

function round(objective: Objective, at: Float64Array, gradient: Float64Array, count: number): number {
  const began = performance.now();
  for (let k = 0; k < count; k++) objective.valueAndGradient(at, gradient);
  return performance.now() - began;
}
