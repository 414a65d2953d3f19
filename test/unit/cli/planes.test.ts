import { describe, expect, it } from 'vitest';
import { stepColours } from '../../../src/plot/colour';
import { planeCoordinates } from '../../../src/plot/scene';

describe('coordinates in a plane', () => {
  const origin = Float64Array.of(1, -1, 2);
  const first = Float64Array.of(1, 1, 0);
  const second = Float64Array.of(0, 2, 1);

  it('are those by which its directions lead to the point, also where they are not orthogonal', () => {
    const at = origin.map((value, i) => value + 0.5 * first[i] - 2 * second[i]);
    const [u, v] = planeCoordinates({ origin, first, second }, at);
    expect(u).toBeCloseTo(0.5, 12);
    expect(v).toBeCloseTo(-2, 12);
  });

  it('are 0 along a direction that is none', () => {
    expect(planeCoordinates({ origin, first, second: new Float64Array(3) }, Float64Array.of(3, 1, 7))).toEqual([2, 0]);
  });
});

describe('colours of levels', () => {
  it('are as many as there are steps, and differ on both sides of zero', () => {
    const colours = stepColours({ levels: Float64Array.of(-10, 0, 10, 20), scale: 'diverging' });
    expect(new Set(colours).size).toBe(5);
    const redness = colours.map((hex) => Number.parseInt(hex.slice(1, 3), 16) - Number.parseInt(hex.slice(3, 5), 16));
    expect(redness.map((red) => red > 10)).toEqual([true, true, false, false, false]);
  });
});
