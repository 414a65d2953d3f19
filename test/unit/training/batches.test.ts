import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Batches } from '../../../src/engine/training/batches';
import { all, split } from '../../../src/engine/training/split';
import { countOf, rowsOf } from '../../../src/source/batch';

const sorted = (rows: readonly number[]): number[] => [...rows].sort((a, b) => a - b);
const sizes = fc.record({ count: fc.integer({ min: 2, max: 60 }), size: fc.integer({ min: 1, max: 60 }), seed: fc.integer() });

describe('batches', () => {
  it('hold every example once per epoch, in an order of its own', () => {
    fc.assert(
      fc.property(sizes, ({ count, size, seed }) => {
        const batches = new Batches(all(count), size, seed);
        const epoch = (k: number) => Array.from({ length: batches.perEpoch }, (_, i) => batches.at(k * batches.perEpoch + i));
        for (const k of [0, 1, 7]) {
          expect(sorted(epoch(k).flat())).toEqual(all(count));
          for (const batch of epoch(k).slice(0, -1)) expect(batch).toHaveLength(size);
        }
      }),
    );
    const batches = new Batches(all(40), 40, 1);
    expect(batches.at(0)).not.toEqual(batches.at(1));
    expect(batches.at(0)).toEqual(new Batches(all(40), 40, 1).at(0));
  });
});

describe('a split', () => {
  it('leaves every example on one side', () => {
    fc.assert(
      fc.property(sizes, ({ count, seed }) => {
        const { training, heldOut } = split(count, 0.5, seed);
        expect(sorted([...training, ...heldOut])).toEqual(all(count));
        expect(heldOut).toHaveLength(Math.round(count / 2));
      }),
    );
    expect(split(40, 0.2, 1)).not.toEqual(split(40, 0.2, 2));
  });
  it.each([0, 0.01, 0.99, 1])('of %d of ten examples is refused', (share) => {
    expect(() => split(10, share, 0)).toThrow('leaves none to');
  });
});

describe('data', () => {
  it.each<[unknown, unknown, unknown]>([
    [
      [10, 11, 12],
      [2, 0],
      [12, 10],
    ],
    [Float64Array.of(10, 11, 12), [1], Float64Array.of(11)],
    [{ x: [[1], [2], [3]], y: Int32Array.of(4, 5, 6), scale: 7 }, [2, 1], { x: [[3], [2]], y: Int32Array.of(6, 5), scale: 7 }],
  ])('%j is cut by example', (data, rows, part) => {
    expect(countOf(data)).toBe(3);
    expect(rowsOf(data, rows as number[])).toEqual(part);
  });
  it.each([5, null, 'text', { x: [1], y: [1, 2] }, { a: 1 }])('%j can’t be cut', (data) => expect(countOf(data)).toBeUndefined());
});
