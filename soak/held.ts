/** What a thread holds once all that can be freed is freed. */
import { memoryUsage } from 'node:process';
import { setImmediate } from 'node:timers/promises';

/** One collection leaves what hangs on weak references, finalizers and code that is no longer used, for which V8 takes several. */
const collections = 4;

/** Bytes of this thread; collects garbage with the `gc` of `--expose-gc`. */
export async function held(gc: (() => void) | undefined): Promise<number> {
  for (let k = 0; k < collections; k++) {
    gc?.();
    // Targets of weak references live until the turn ends.
    await setImmediate();
  }
  const { heapUsed, external } = memoryUsage();
  return heapUsed + external;
}
