/** Messages that are nearly right, and such as have nothing to do with any. */
import fc from 'fast-check';

/** What another program might put in place of a value: of another kind, empty, deep, or with names that objects inherit. */
export const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, true, '', 'constructor', -1, 0.5, 3, Number.NaN, Number.POSITIVE_INFINITY, [], {}),
  fc.constantFrom<unknown>(new Float64Array(0), Float64Array.of(1, Number.NaN), new Int8Array(3), new Map([[1, 2]]), new Date(0), /x/, 1n),
  fc.anything({ maxDepth: 2, withTypedArray: true, withNullPrototype: true }).filter(isClonable),
);

/** A copy of the value with something in it replaced, left out, or added, at a place that the numbers lead to. */
export const mutated = (value: unknown): fc.Arbitrary<unknown> =>
  fc
    .tuple(fc.array(fc.nat(1000), { maxLength: 6 }), fc.constantFrom<Change>('replace', 'omit', 'add'), junk)
    .map(([way, change, other]) => {
      return changed(value, way, change, other);
    });

type Change = 'replace' | 'omit' | 'add';

function changed(value: unknown, [turn, ...way]: readonly number[], change: Change, other: unknown): unknown {
  if (turn === undefined || typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return other;
  const entries = Object.entries(value);
  if (entries.length === 0) return other;
  const at = turn % entries.length;
  const next = entries.flatMap(([key, item], i): [string, unknown][] => {
    if (i !== at) return [[key, item]];
    if (way.length > 0) return [[key, changed(item, way, change, other)]];
    if (change === 'omit') return [];
    return change === 'add'
      ? [
          [key, item],
          [`${key}X`, other],
        ]
      : [[key, other]];
  });
  return Array.isArray(value) ? next.map(([, item]) => item) : Object.fromEntries(next);
}

function isClonable(value: unknown): boolean {
  try {
    structuredClone(value);
    return true;
  } catch {
    return false;
  }
}
