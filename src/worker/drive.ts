import { setImmediate } from 'node:timers/promises';
import { CancelledError } from '../protocol/channel';

/** How long the worker computes before it looks whether somebody else has asked or the caller has given up. */
const sliceMilliseconds = 8;

/** Runs a generator of engine work to its end in slices. Rejects with `CancelledError` as soon as a slice ends after an abort. */
export async function drive<Y, R>(work: Generator<Y, R, void>, signal: AbortSignal, onYield?: (value: Y) => void): Promise<R> {
  let sliceStart = performance.now();
  for (;;) {
    const next = work.next();
    if (next.done) return next.value;
    onYield?.(next.value);
    if (performance.now() - sliceStart < sliceMilliseconds) continue;
    await setImmediate();
    if (signal.aborted) throw new CancelledError();
    sliceStart = performance.now();
  }
}
