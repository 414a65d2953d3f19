import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Box, contains, equalUnits, homeBox, hull, shifted, zoomed, zoomLimits } from '../../../webview/lib/picture/map/box';
import { interpolate } from '../../../webview/lib/picture/map/hover';
import { placeLabels } from '../../../webview/lib/picture/map/labels';
import { legendTicks } from '../../../webview/lib/picture/map/legend';
import { beadRows, marker, nestHeads, polyline } from '../../../webview/lib/picture/map/marks';
import { coordinatePlane, curveProjection, planeProjection } from '../../../webview/lib/picture/map/project';
import { facingLight } from '../../../webview/lib/picture/map/relief';
import { coordinateView } from '../../../webview/lib/picture/map/shownPlane';
import { planeWith } from '../../../webview/lib/picture/settings';
import { type Pixel, pointGlyph } from '../../../webview/lib/pointGlyph';
import { crossArms, freest } from '../../../webview/panels/descent/map/cross';
import { regionPath } from '../../../webview/panels/descent/map/regions';

const frame = { left: 24, size: 400 };
const unset = [undefined, undefined] as const;
const coordinate = fc.double({ min: -50, max: 50, noNaN: true });

describe('homeBox', () => {
  it('is the domain where the source gives one', () => {
    expect(
      homeBox({
        domain: [
          [-6, 6],
          [-6, 6],
        ],
        points: [[40, 40]],
        reach: 2,
        current: undefined,
      }),
    ).toEqual([-6, 6, -6, 6]);
  });

  it('has equal units unless the sides are very unequal', () => {
    expect(equalUnits([-2, 2, 0, 2])).toEqual([-2, 2, -1, 3]);
    expect(equalUnits([-2, 2, 0, 100])).toEqual([-2, 2, 0, 100]);
  });

  it('shows all of the content with room around, as a square', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 20 }), (points) => {
        const [u0, u1, v0, v1] = homeBox({ domain: unset, points, reach: 1, current: undefined });
        for (const [u, v] of points) expect(u > u0 && u < u1 && v > v0 && v < v1).toBe(true);
        expect(u1 - u0).toBeCloseTo(v1 - v0, 6);
      }),
    );
  });

  it('leans towards the origin, so that a short path from (−1.2, 1) has (1, 1) in view', () => {
    const [u0, u1, v0, v1] = homeBox({
      domain: unset,
      points: [
        [-1.2, 1],
        [-0.9, 1.1],
      ],
      reach: 2,
      current: undefined,
    });
    expect(u0 < -1.2 && u1 > 1 && v0 < 0 && v1 > 1.1).toBe(true);
  });

  it('stays while its content stays inside, and moves when that leaves or shrinks to a dot', () => {
    const current: Box = [-4, 4, -4, 4];
    const at = (...points: Pixel[]) => homeBox({ domain: unset, points, reach: 0.5, current });
    expect(at([1, 1], [-3, 2])).toBe(current);
    expect(at([1, 1], [5, 2])).not.toBe(current);
    expect(at([1, 1], [1.1, 1])).not.toBe(current);
  });
});

describe('zooming', () => {
  const box: Box = [-2, 2, -1, 3];
  it('keeps the point under the pointer', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 10, noNaN: true }), fc.double({ min: -2, max: 2, noNaN: true }), (factor, u) => {
        const next = zoomed(box, factor, [u, 0]);
        expect((u - next[0]) / (next[1] - next[0])).toBeCloseTo((u - box[0]) / (box[1] - box[0]), 9);
        expect(next[1] - next[0]).toBeCloseTo(4 * factor, 9);
      }),
    );
  });

  it('ends where numbers run out', () => {
    expect(zoomLimits(box)).toBe(true);
    expect(zoomLimits(zoomed(box, 1e-13, [1, 1]))).toBe(false);
    expect(zoomLimits(zoomed(box, 1e10, [0, 0]))).toBe(false);
  });

  it('knows whether a box holds another, and the hull of both', () => {
    expect(contains(box, [-1, 1, 0, 1])).toBe(true);
    expect(contains(box, shifted(box, 1, 0))).toBe(false);
    expect(hull(box, shifted(box, 1, -1))).toEqual([-2, 3, -2, 3]);
  });
});

describe('projections', () => {
  it('put v upwards and give directions in pixels', () => {
    const { place, direction } = planeProjection([-2, 2, -1, 3], coordinateView([0, 0, 0], [0, 2], ['a', 'b', 'c']), frame);
    expect(place([-2, 99, -1], 0)).toEqual([24, 400]);
    expect(place([2, 99, 3], 0)).toEqual([424, 0]);
    expect(direction([1, 0, 0])).toEqual([100, -0]);
    expect(direction([0, 0, 1])).toEqual([0, -100]);
  });

  it('draw one parameter against its loss', () => {
    const { place } = curveProjection([-1, 1, -1, 1], [0, 10], frame);
    expect(place([0], 5)).toEqual([224, 200]);
  });

  it('hold the other coordinates where they are', () => {
    const plane = coordinatePlane([1, 2, 3, 4], [3, 1]);
    expect([...plane.origin]).toEqual([1, 0, 3, 0]);
    expect([...plane.first]).toEqual([0, 0, 0, 1]);
    expect([...plane.second]).toEqual([0, 1, 0, 0]);
  });

  it('have no second direction for a single parameter', () => {
    const plane = coordinatePlane([5], [0, 0]);
    expect([[...plane.origin], [...plane.first], [...plane.second]]).toEqual([[0], [1], [0]]);
  });

  it('swap axes rather than showing one coordinate twice', () => {
    expect(planeWith([0, 1], 0, 1)).toEqual([1, 0]);
    expect(planeWith([0, 1], 1, 4)).toEqual([0, 4]);
  });
});

describe('marks', () => {
  it('leave at least the spacing between beads', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(coordinate, coordinate), { maxLength: 60 }), (path) => {
        const rows = beadRows(path, 26);
        const length = (from: number, to: number) =>
          path.slice(from + 1, to + 1).reduce((sum, [x, y], i) => sum + Math.hypot(x - path[from + i][0], y - path[from + i][1]), 0);
        rows.reduce((last, row) => {
          expect(length(last, row)).toBeGreaterThan(26);
          return row;
        }, 0);
      }),
    );
  });

  it('nest heads that meet and leave others alone; the focused one, last, is always solid', () => {
    expect(
      nestHeads(
        [
          [0, 0],
          [1, 1],
          [0, 1],
        ],
        7,
      ),
    ).toEqual([2, 1, 0]);
    expect(
      nestHeads(
        [
          [0, 0],
          [100, 100],
          [0, 1],
        ],
        7,
      ),
    ).toEqual([1, 0, 0]);
    expect(nestHeads([], 7)).toEqual([]);
  });

  it('tell kinds and optimizers apart by shape', () => {
    const kinds = (['minimum', 'maximum', 'saddle', 'degenerate'] as const).map((kind) => pointGlyph(kind, [0, 0], 5));
    const markers = Array.from({ length: 6 }, (_, style) => marker(style, [0, 0], 5));
    expect(new Set([...kinds, ...markers]).size).toBe(10);
  });

  it('write no path for no points', () => expect(polyline([])).toBe(''));
});

describe('the cross', () => {
  const arms = crossArms({
    centre: [100, 100],
    eigenvalues: [4, -1],
    directions: [
      [1, 0],
      [0, -1],
    ],
    unit: 60,
    shortest: 10,
    longest: 200,
  });
  const ends = (path: string) => path.match(/-?[\d.]+,-?[\d.]+/g) ?? [];

  it('has arms ∝ 1/√|λ|', () => {
    expect(ends(arms[0]?.path ?? '').slice(0, 2)).toEqual(['70,100', '130,100']);
    expect(ends(arms[1]?.path ?? '').slice(0, 2)).toEqual(['100,160', '100,40']);
  });

  it('marks the way out with arrowheads and the others with flat ends', () => {
    expect(arms.map(({ negative }) => negative)).toEqual([false, true]);
    expect(ends(arms[0]?.path ?? '')).toHaveLength(6);
    expect(ends(arms[1]?.path ?? '')).toHaveLength(8);
  });

  it('is clamped, also where the curvature vanishes', () => {
    const [flat, sharp] = crossArms({
      centre: [0, 0],
      eigenvalues: [0, 1e9],
      directions: [
        [1, 0],
        [0, 1],
      ],
      unit: 60,
      shortest: 10,
      longest: 40,
    });
    expect(ends(flat?.path ?? '')[1]).toBe('40,0');
    expect(ends(sharp?.path ?? '')[1]).toBe('0,10');
  });

  it('puts names where there is most room', () => {
    expect(
      freest(
        [
          [0, 0],
          [10, 0],
        ],
        [[1, 0]],
      ),
    ).toEqual([10, 0]);
  });
});

describe('placeLabels', () => {
  const map = { x0: 0, x1: 300, y0: 0, y1: 300 };
  it('prefers the left, unless something is there or the border is', () => {
    const [free] = placeLabels([{ at: [150, 150], text: 'm₁' }], [], map);
    expect(free?.anchor).toBe('end');
    const [blocked] = placeLabels([{ at: [150, 150], text: 'm₁' }], [{ at: [135, 150], radius: 8 }], map);
    expect(blocked?.anchor).not.toBe('end');
    const [atBorder] = placeLabels([{ at: [5, 150], text: 'm₁' }], [], map);
    expect(atBorder?.anchor).toBe('start');
  });

  it('keeps two names apart', () => {
    const [a, b] = placeLabels(
      [
        { at: [150, 150], text: 'm₁' },
        { at: [150, 151], text: 's₁' },
      ],
      [],
      map,
    );
    expect([a?.x, a?.y]).not.toEqual([b?.x, b?.y]);
    expect(Math.abs((a?.x ?? 0) - (b?.x ?? 0)) > 12 || Math.abs((a?.y ?? 0) - (b?.y ?? 0)) > 12).toBe(true);
  });
});

describe('legendTicks', () => {
  const levels = (values: readonly number[]) => Float64Array.from(values);
  it('marks decades on a logarithmic scale', () => {
    const ticks = legendTicks({ levels: levels([5, 10, 20, 50, 100, 200, 500, 1000]), scale: 'log' });
    expect(ticks.map(({ label }) => label)).toEqual(['10', '100', '10³']);
  });
  it('spreads over a linear scale, ends included, with short labels', () => {
    const ticks = legendTicks({ levels: levels([0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35]), scale: 'linear' });
    expect(ticks.map(({ label }) => label)).toEqual(['0.05', '0.15', '0.25', '0.35']);
  });
  it('falls back to spread levels where there are too few decades', () => {
    expect(legendTicks({ levels: levels([2, 3, 5, 7]), scale: 'log' }, 2).map(({ label }) => label)).toEqual(['2', '7']);
  });
  it('has none without levels', () => expect(legendTicks({ levels: levels([]), scale: 'linear' })).toEqual([]));
});

describe('fields on the grid', () => {
  const size = 41;
  const box: Box = [-2, 2, -1, 3];
  const field = (f: (u: number, v: number) => number) =>
    Float64Array.from({ length: size * size }, (_, k) =>
      f(box[0] + (4 * (k % size)) / (size - 1), box[2] + (4 * Math.floor(k / size)) / (size - 1)),
    );

  it('are interpolated exactly where they are bilinear, and nowhere outside', () => {
    const values = field((u, v) => 1 + 2 * u - 3 * v + u * v);
    fc.assert(
      fc.property(fc.double({ min: -2, max: 2, noNaN: true }), fc.double({ min: -1, max: 3, noNaN: true }), (u, v) => {
        expect(interpolate({ box, size, values }, u, v)).toBeCloseTo(1 + 2 * u - 3 * v + u * v, 9);
      }),
    );
    expect(interpolate({ box, size, values }, 2.1, 0)).toBeUndefined();
  });

  it('have a hole where the loss is not a number', () => {
    expect(interpolate({ box, size, values: field(() => Number.NaN) }, 0, 0)).toBeUndefined();
  });

  it('outline a region in pixels', () => {
    const path = regionPath(
      field((u) => u),
      0,
      { box, size },
      planeProjection(box, coordinateView([0, 0], [0, 1], ['x', 'y']), frame),
    );
    const xs = [...path.matchAll(/[ML](-?[\d.]+),/g)].map(([, x]) => Number(x));
    expect(Math.min(...xs)).toBeCloseTo(224, 0);
    expect(
      regionPath(
        field(() => -1),
        0,
        { box, size },
        planeProjection(box, coordinateView([0, 0], [0, 1], ['x', 'y']), frame),
      ),
    ).toBe('');
  });
});

describe('facingLight', () => {
  it('is greatest towards the north-west and turns with the segment', () => {
    expect(facingLight([0, 1, 1, 0])).toBeCloseTo(1, 12);
    expect(facingLight([1, 0, 0, 1])).toBeCloseTo(-1, 12);
    expect(facingLight([0, 0, 1, 1])).toBeCloseTo(0, 12);
    expect(facingLight([3, 3, 3, 3])).toBe(0);
  });
});
