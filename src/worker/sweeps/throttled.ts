/** Milliseconds between looks at what is done so far. */
const pause = 250;

/** Calls that come sooner after the last look make nothing. */
export function throttled<T>(show: (value: T) => void): (make: () => T) => void {
  let last = performance.now();
  return (make) => {
    if (performance.now() - last < pause) return;
    show(make());
    last = performance.now();
  };
}
