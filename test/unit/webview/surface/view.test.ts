import { PerspectiveCamera, Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import { homeOrbit, isOrbit, turned, zoomed } from '../../../../webview/panels/surface/orbit';
import { floor, middle, sheetOf, top, zAt } from '../../../../webview/panels/surface/sheet';
import { isHidden, pointUnder } from '../../../../webview/panels/surface/sight';
import { fieldOfView, type Vector, View } from '../../../../webview/panels/surface/view';
import { raised } from './raised';

const orbits = [homeOrbit, turned(homeOrbit, 130, 40), zoomed(turned(homeOrbit, -77, -20), 2)];
const sizes = [
  [800, 600],
  [420, 900],
] as const;
const corners = [-1, 1].flatMap((x) => [-1, 1].flatMap((y) => [floor, top].map((z): Vector => [x, y, z])));

describe('the view', () => {
  it.each(orbits)('is that of the camera which draws the sheet: %o', (orbit) => {
    for (const [width, height] of sizes) {
      const view = new View(orbit, width, height);
      const camera = new PerspectiveCamera(fieldOfView, width / height, 0.5, 60);
      camera.up.set(0, 0, 1);
      camera.position.set(...view.eye);
      camera.lookAt(0, 0, middle);
      camera.updateMatrixWorld();
      camera.updateProjectionMatrix();
      for (const corner of corners) {
        const seen = new Vector3(...corner).project(camera);
        const [x, y] = view.project(corner);
        expect(x).toBeCloseTo(((seen.x + 1) / 2) * width, 6);
        expect(y).toBeCloseTo(((1 - seen.y) / 2) * height, 6);
      }
    }
  });

  it.each(sizes)('has all of the room in %i × %i', (width, height) => {
    for (let azimuth = -180; azimuth < 180; azimuth += 15) {
      for (const elevation of [5, 30, 60, 88]) {
        const view = new View({ azimuth, elevation, zoom: 1 }, width, height);
        for (const corner of corners) {
          const [x, y] = view.project(corner);
          expect(x > 0 && x < width && y > 0 && y < height).toBe(true);
        }
      }
    }
  });

  it('a ray through the pixel of a point goes through the point', () => {
    const view = new View(homeOrbit, 640, 480);
    const point: Vector = [0.3, -0.7, 0.2];
    const ray = view.ray(view.project(point));
    const away = point.map((value, i) => value - (view.eye[i] ?? 0));
    const distance = Math.hypot(...away);
    away.forEach((value, i) => {
      expect(value / distance).toBeCloseTo(ray[i] ?? 0, 10);
    });
  });
});

describe('an orbit', () => {
  it('goes round without end, and neither below the floor nor over the top', () => {
    expect(turned(homeOrbit, 360, 0)).toEqual(homeOrbit);
    expect(turned({ ...homeOrbit, azimuth: 170 }, 20, 0).azimuth).toBe(-170);
    expect(turned(homeOrbit, 0, -500).elevation).toBeGreaterThan(0);
    expect(turned(homeOrbit, 0, 500).elevation).toBeLessThan(90);
    expect(zoomed(homeOrbit, 1e9).zoom).toBe(5);
  });

  it('is recognised among what was saved', () => {
    expect(isOrbit(homeOrbit)).toBe(true);
    expect(isOrbit({ azimuth: 1, elevation: Number.NaN, zoom: 1 })).toBe(false);
    expect(isOrbit({ azimuth: 1 })).toBe(false);
    expect(isOrbit(null)).toBe(false);
  });
});

describe('the line of sight', () => {
  // A ridge across the middle.
  const ridge = sheetOf(raised((x) => Math.exp(-8 * x * x), [-1, 1, -1, 1], 65));
  const view = new View({ azimuth: 0, elevation: 15, zoom: 1 }, 600, 600);
  const on = (x: number, y: number): Vector => [x, y, zAt(ridge, x, y) ?? Number.NaN];

  it('is blocked behind the ridge and free before and on it', () => {
    expect(isHidden(ridge, view, on(-0.6, 0))).toBe(true);
    expect(isHidden(ridge, view, on(0.6, 0))).toBe(false);
    expect(isHidden(ridge, view, on(0.02, 0))).toBe(false);
  });

  it('meets the sheet at the point that it shows', () => {
    for (const point of [on(0.6, 0.2), on(0.05, -0.5)]) {
      const found = pointUnder(ridge, view.eye, view.ray(view.project(point)));
      expect(found?.[0]).toBeCloseTo(point[0], 1);
      expect(found?.[1]).toBeCloseTo(point[1], 1);
    }
    expect(pointUnder(ridge, view.eye, view.ray([2, 2]))).toBeUndefined();
  });
});
