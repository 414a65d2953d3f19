/** Milliseconds between looks at what is done so far. */
const pause = 250;

/** Calls that come sooner after the last look make nothing; `dear` says how many milliseconds must lie between them at least. */
export function throttled<T>(show: (value: T) => void, dear: () => number = () => 0): (make: () => T) => void {
  let last = performance.now();
  return (make) => {
    if (performance.now() - last < Math.max(pause, dear())) return;
    show(make());
    last = performance.now();
  };
}
