import { describe, expect, it } from 'vitest';
import { automaticReach, reachFrom, reachPlace } from '../../../../webview/panels/curvature/reach';

const start = Float64Array.of(-1.2, 1);

describe('the reach', () => {
  it('is a quarter of the domain, else goes by the start', () => {
    expect(
      automaticReach({
        start,
        domain: [
          [-2, 2],
          [-6, 6],
        ],
      }),
    ).toBe(1);
    expect(automaticReach({ start, domain: [undefined, undefined] })).toBe(1.1);
  });

  it('lies in the middle part of a slider on which one can go far both ways', () => {
    expect(reachPlace(1.1, 1.1)).toBeGreaterThan(50);
    expect(reachPlace(1.1, 1.1)).toBeLessThan(80);
    for (const place of [0, 20, 66, 100]) expect(reachPlace(reachFrom(place, 1.1), 1.1)).toBeCloseTo(place, 0);
    expect(reachPlace(1e9, 1.1)).toBe(100);
    expect(reachPlace(1e-9, 1.1)).toBe(0);
  });
});
