import { describe, expect, it } from 'vitest';
import { pointNames } from '../../../src/protocol/pointNames';
import { countWords, searchBox } from '../../../src/protocol/points';

const none = { minimum: 0, saddle: 0, maximum: 0, degenerate: 0 };
const curve = { dimension: 1, loss: 0, inertia: [1, 1, 0], kind: 'minimum', points: [] } as const;

describe('critical points in words', () => {
  it('counts each kind, in the singular where there is one', () => {
    expect(countWords({ counts: { ...none, minimum: 4, saddle: 4 }, continua: [] })).toBe('4 minima, 4 saddles');
    expect(countWords({ counts: { minimum: 1, saddle: 1, maximum: 1, degenerate: 1 }, continua: [] })).toBe(
      '1 minimum, 1 saddle, 1 maximum, 1 degenerate point',
    );
  });

  it('tells curves from flat regions, and says when there is nothing', () => {
    expect(countWords({ counts: none, continua: [curve, curve] })).toBe('2 curves of minima');
    expect(countWords({ counts: { ...none, saddle: 1 }, continua: [{ ...curve, dimension: 2, kind: 'degenerate' }] })).toBe(
      '1 saddle, 1 flat region of degenerate points',
    );
    expect(countWords({ counts: none, continua: [] })).toBe('no critical points');
  });

  it('numbers each kind by itself', () => {
    expect(pointNames([{ kind: 'minimum' }, { kind: 'minimum' }, { kind: 'saddle' }, { kind: 'maximum' }])).toEqual([
      'm₁',
      'm₂',
      's₁',
      'M₁',
    ]);
  });

  it('looks in the domain, and without one round the start', () => {
    expect(searchBox({ domain: [[0, 1], undefined], start: Float64Array.of(0.5, -3) })).toEqual([
      [0, 1],
      [-18, 12],
    ]);
  });
});
