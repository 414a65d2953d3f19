/** Milliseconds per call: the median over batches that each last long enough for the clock. */
export function milliseconds(run: () => void, budget = 300): number {
  run();
  let batch = 1;
  const times: number[] = [];
  for (const end = performance.now() + budget; performance.now() < end || times.length === 0; ) {
    const start = performance.now();
    for (let i = 0; i < batch; i++) run();
    const elapsed = performance.now() - start;
    if (elapsed < 1) batch *= 2;
    else times.push(elapsed / batch);
  }
  return median(times);
}

/** Milliseconds that one call takes. */
export function once(run: () => void): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

/** max |aᵢ − bᵢ| / max |bᵢ|. */
export function relativeError(actual: Float64Array, expected: Float64Array): number {
  const largest = expected.reduce((max, v) => Math.max(max, Math.abs(v)), 0);
  return actual.reduce((max, v, i) => Math.max(max, Math.abs(v - expected[i])), 0) / largest;
}
