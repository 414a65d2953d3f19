import { describe, expect, it } from 'vitest';
import { namePoints } from '../../../webview/lib/points';
import { himmelblau, pointsOf } from './support';

type Box = readonly (readonly [number, number])[];
const [home, view]: readonly Box[] = [
  [
    [-6, 0],
    [-6, 6],
  ],
  [
    [-6, 6],
    [-6, 6],
  ],
];

describe('the names of critical points', () => {
  it('are those of the box that is searched everywhere, however much more is in view', () => {
    const alone = namePoints(pointsOf(himmelblau, home));
    const named = namePoints(pointsOf(himmelblau, view), home);
    expect(named).toHaveLength(9);
    expect(alone.length).toBeGreaterThan(2);
    expect(named.slice(0, alone.length).map(({ name }) => name)).toEqual(alone.map(({ name }) => name));
    for (const [i, { at }] of alone.entries()) for (const k of [0, 1]) expect(named[i].at[k]).toBeCloseTo(at[k], 9);
  });

  it('are each given once', () => {
    const names = namePoints(pointsOf(himmelblau, view), home).map(({ name }) => name);
    expect(new Set(names).size).toBe(9);
  });
});
