/** Milliseconds per call: the median over batches that each last long enough for the clock. */
export function milliseconds(run: () => void): number {
  return together(run)[0];
}

/** Milliseconds per function of warming up, and of measuring. */
const BUDGET = 300;

/** The same for several functions in turns, so that whatever else the machine does slows all of them alike. */
export function together(...runs: readonly (() => void)[]): number[] {
  const batches = runs.map(batchOf);
  const times = runs.map((): number[] => []);
  for (const end = performance.now() + BUDGET * runs.length; performance.now() < end || times[0].length === 0; ) {
    for (const [k, run] of runs.entries()) times[k].push(once(() => repeat(run, batches[k])) / batches[k]);
  }
  return times.map(median);
}

/** How many calls take a millisecond, found while engines optimise. */
function batchOf(run: () => void): number {
  let batch = 1;
  for (const end = performance.now() + BUDGET; performance.now() < end; ) {
    const elapsed = once(() => repeat(run, batch));
    if (elapsed < 1) batch *= 2;
    else if (elapsed > 4 && batch > 1) batch /= 2;
  }
  return batch;
}

function repeat(run: () => void, times: number): void {
  for (let i = 0; i < times; i++) run();
}

/** Milliseconds that one call takes. */
export function once(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

/** max |aᵢ − bᵢ| / max |bᵢ|. */
export function relativeError(actual: Float64Array, expected: Float64Array): number {
  const largest = expected.reduce((max, v) => Math.max(max, Math.abs(v)), 0);
  return actual.reduce((max, v, i) => Math.max(max, Math.abs(v - expected[i])), 0) / largest;
}
