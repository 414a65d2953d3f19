import { describe, expect, it } from 'vitest';
import { meshOf } from '../../../../webview/panels/surface/ground/mesh';
import { normalsOf } from '../../../../webview/panels/surface/ground/shade';
import { floorContours, profileAlong } from '../../../../webview/panels/surface/profiles';
import { bottom, paramsAt, placeIn, planePoint, sheetOf, top, zAt } from '../../../../webview/panels/surface/sheet';
import { raised } from './raised';

const slope = sheetOf(raised((x) => 1 + x, [0, 4, -1, 1], 33));

describe('the sheet', () => {
  it('lies over the room, whatever its box', () => {
    expect(placeIn([0, 4, -1, 1], 3, -1)).toEqual([0.5, -1]);
    expect(paramsAt([0, 4, -1, 1], 0.5, -1)).toEqual([3, -1]);
    expect(planePoint([5, 6, 7], [2, 0])).toEqual([7, 5]);
  });

  it('stands between bottom and top', () => {
    expect(zAt(slope, -1, 0)).toBeCloseTo(bottom, 12);
    expect(zAt(slope, 1, 0.3)).toBeCloseTo(top, 12);
    expect(zAt(slope, 0, 0.99)).toBeCloseTo((top + bottom) / 2, 12);
    expect(zAt(slope, 1.01, 0)).toBeUndefined();
  });

  it('has a hole where the loss has no value', () => {
    const holed = sheetOf(raised((x, y) => Math.log(x) + y));
    expect(zAt(holed, -0.5, 0)).toBeUndefined();
    expect(zAt(holed, 0.5, 0)).toBeDefined();
    const { triangles } = meshOf(holed);
    expect(triangles.length).toBeGreaterThan(0);
    expect(Array.from(triangles).every((k) => Number.isFinite(holed.heights[k]))).toBe(true);
  });
});

describe('the mesh', () => {
  it('has two triangles for each cell, both turned up', () => {
    const { positions, triangles } = meshOf(slope);
    expect(triangles).toHaveLength(6 * 32 * 32);
    const corner = (k: number) => positions.subarray(3 * k, 3 * k + 2);
    for (let t = 0; t < triangles.length; t += 3) {
      const [a, b, c] = [0, 1, 2].map((i) => corner(triangles[t + i]));
      expect((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])).toBeGreaterThan(0);
    }
  });

  it('knows the direction of the slope, to the very edge', () => {
    const normals = normalsOf(slope);
    const rise = (top - bottom) / 2;
    for (const k of [0, 16, 32, 33 * 16 + 5, 33 * 33 - 1]) {
      expect(-normals[3 * k] / normals[3 * k + 2]).toBeCloseTo(rise, 5);
      expect(normals[3 * k + 1]).toBeCloseTo(0, 12);
    }
  });
});

describe('what floor and walls show', () => {
  it('the outline along each axis', () => {
    const along = profileAlong(slope, 0);
    expect(along.low).toEqual(along.high);
    expect(along.high[32]).toBeCloseTo(top, 12);
    const across = profileAlong(slope, 1);
    expect([...across.low].every((z) => Math.abs(z - bottom) < 1e-12)).toBe(true);
    expect([...across.high].every((z) => Math.abs(z - top) < 1e-12)).toBe(true);
  });

  it('one contour for each level, where the loss has that level', () => {
    const surface = raised((x) => 1 + x, [0, 4, -1, 1], 33);
    const contours = floorContours(surface);
    expect(contours).toHaveLength(surface.levels.length);
    contours.forEach(({ lines }, i) => {
      const [x] = placeIn(surface.box, surface.levels[i] - 1, 0);
      expect(lines).toHaveLength(1);
      for (const line of lines) for (let k = 0; k < line.length; k += 2) expect(line[k]).toBeCloseTo(x, 4);
    });
  });
});
