/** Computes only when the arguments are others than last time, so that what has not changed keeps its identity. */
export function remembered<A extends readonly unknown[], R>(compute: (...args: A) => R): (...args: A) => R {
  let last: { readonly args: A; readonly result: R } | undefined;
  return (...args) => {
    if (!last || !args.every((arg, i) => Object.is(arg, last?.args[i]))) last = { args, result: compute(...args) };
    return last.result;
  };
}
