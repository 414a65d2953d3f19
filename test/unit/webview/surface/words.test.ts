import { describe, expect, it } from 'vitest';
import { continuaWords, namePoints } from '../../../../webview/lib/points';
import { countWords, endWords, enumerated, rangeWords } from '../../../../webview/panels/surface/words';
import { himmelblau, pointsOf, toy } from '../support';

describe('the picture in words', () => {
  it('counts the critical points by kind', () => {
    const points = namePoints(
      pointsOf(himmelblau, [
        [-6, 6],
        [-6, 6],
      ]),
    );
    expect(countWords(points)).toEqual(['4 minima', '4 saddles', '1 maximum']);
    expect(countWords([])).toEqual([]);
  });

  it('counts the curves of critical points', () => {
    const { continua } = pointsOf(toy, [
      [-2, 2],
      [-2, 2],
    ]);
    expect(continuaWords(continua)).toEqual(['2 curves of minima']);
    expect(continuaWords(continua.slice(0, 1))).toEqual(['1 curve of minima']);
  });

  it('says together which paths end alike', () => {
    const ends = [
      { name: 'A', end: '→ m₁' },
      { name: 'B', end: 'diverged' },
      { name: 'C', end: '→ m₁' },
    ];
    expect(endWords(ends)).toEqual(['A and C → m₁', 'B diverged']);
    expect(enumerated(['a', 'b', 'c'])).toBe('a, b and c');
    expect(enumerated([])).toBe('');
  });

  it('gives the range of the finite values', () => {
    expect(rangeWords(Float64Array.of(2, Number.NaN, 150, Number.POSITIVE_INFINITY))).toBe('L goes from 2.00 to 150 here.');
  });
});
