/**
 * Long work as a generator, so that whoever drives it can stop between two steps. It yields `undefined` where it may be
 * interrupted and an intermediate result, complete in itself, whenever it has a better one; it returns the final result.
 */
export type Work<T> = Generator<T | undefined, T>;

/** Runs a generator to its end and hands back what it returns. */
export function finish<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}
