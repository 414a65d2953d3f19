import { describe, expect, it } from 'vitest';
import { UserCodeError } from '../../../src/engine/errors';
import { chooseBox, defaultInterval } from '../../../src/engine/landscape/box';
import { contourBands } from '../../../src/engine/landscape/contours';
import { coordinatePlane, pointOn, project, type Surface } from '../../../src/engine/landscape/plane';
import { surface } from '../../../src/engine/landscape/surface';
import type { Objective } from '../../../src/engine/objective';
import type { Trajectory } from '../../../src/engine/trajectory';
import { finish } from '../../../src/engine/work';

const plain = (n: number, value: (x: Float64Array) => number): Objective => ({
  n,
  derivatives: 'numeric',
  value,
  valueAndGradient: value,
  hessianVector: () => undefined,
  hessian: () => new Float64Array(n * n),
});

const bowl = plain(2, ([x, y]) => x * x + y * y);
const plane = coordinatePlane(new Float64Array(2), 0, 1);
const request = { plane, box: [-3, 3, -3, 3], size: 161 } as const;

/** Area of a flat ring by the shoelace formula, outer rings positive: they run clockwise with v upwards. */
function area(ring: Float32Array): number {
  let twice = 0;
  for (let k = 0; k + 3 < ring.length; k += 2) twice += ring[k + 2] * ring[k + 1] - ring[k] * ring[k + 3];
  return twice / 2;
}

const bandArea = (band: Surface['bands'][number]): number => band.polygons.flat().reduce((sum, ring) => sum + area(ring), 0);

describe('surface', { timeout: 30_000 }, () => {
  it('refines from coarse to fine, each stage complete, no point evaluated twice', () => {
    const seen = new Set<string>();
    const counted = plain(2, (x) => {
      const key = x.join();
      expect(seen.has(key)).toBe(false);
      seen.add(key);
      return bowl.value(x);
    });
    const work = surface(counted, request);
    const sizes: number[] = [];
    let last: Surface | undefined;
    for (let step = work.next(); ; step = work.next()) {
      if (step.value) {
        sizes.push(step.value.size);
        expect(step.value.values.every(Number.isFinite)).toBe(true);
        last = step.value;
      }
      if (step.done) break;
    }
    expect(sizes).toEqual([21, 41, 81, 161]);
    expect(seen.size).toBe(161 * 161);
    expect(last?.values[0]).toBe(18);
    expect(last?.values[80 * 161 + 80]).toBe(0);
    expect(last?.values[2]).toBeCloseTo((-3 + (2 * 6) / 160) ** 2 + 9, 12);
  });

  it('can be interrupted every few evaluations', () => {
    let evaluations = 0;
    const counted = plain(2, (x) => {
      evaluations++;
      return bowl.value(x);
    });
    const work = surface(counted, request);
    work.next();
    expect(evaluations).toBeLessThanOrEqual(20);
  });

  it('takes any size', () => {
    for (const size of [2, 10, 100]) expect(finish(surface(bowl, { ...request, size })).values).toHaveLength(size * size);
  });

  it('encloses the right area with each contour', () => {
    const { bands, levels, scale } = finish(surface(bowl, request));
    expect(scale).toBe('log');
    expect(levels.length).toBeGreaterThanOrEqual(14);
    for (const band of bands.filter(({ level }) => level < 9)) expect(bandArea(band) / (36 - Math.PI * band.level)).toBeCloseTo(1, 2);
  });

  it('leaves holes where the loss is NaN or throws, and keeps the contours closed', () => {
    for (const refuse of [() => Number.NaN, () => raise(new UserCodeError('outside'))]) {
      const half = plain(2, (x) => (x[0] < 0 ? refuse() : bowl.value(x)));
      const { bands, values } = finish(surface(half, request));
      expect(values.filter(Number.isNaN)).toHaveLength(80 * 161);
      for (const { polygons } of bands) {
        for (const ring of polygons.flat()) {
          expect(ring.every(Number.isFinite)).toBe(true);
          expect(Array.from(ring.slice(0, 2))).toEqual(Array.from(ring.slice(-2)));
          for (let k = 0; k < ring.length; k += 2) expect(ring[k]).toBeGreaterThanOrEqual(-1e-6);
        }
      }
    }
  });

  it('puts +∞ above every level', () => {
    const barrier = plain(2, ([x, y]) => (x < 0 ? Number.POSITIVE_INFINITY : x * x + y * y));
    const { bands } = finish(surface(barrier, request));
    for (const band of bands) expect(bandArea(band)).toBeGreaterThan(17);
  });

  it('passes the user’s error on when no point can be evaluated', () => {
    const broken = plain(2, () => raise(new UserCodeError('always')));
    expect(() => finish(surface(broken, request))).toThrow('always');
  });

  it('draws a constant without contours', () => {
    expect(
      finish(
        surface(
          plain(2, () => 4),
          request,
        ),
      ),
    ).toMatchObject({ bands: [], scale: 'linear' });
  });
});

function raise(error: Error): never {
  throw error;
}

describe('contourBands', { timeout: 30_000 }, () => {
  it('interpolates along the edges of a linear field exactly, in (u, v)', () => {
    const size = 5;
    const values = Float64Array.from({ length: size * size }, (_, at) => at % size);
    const [band] = contourBands(values, size, [10, 14, -1, 1], Float64Array.of(1.25));
    const us = band.polygons[0][0].filter((_, k) => k % 2 === 0);
    expect(Math.min(...us)).toBeCloseTo(11.25, 5);
    expect(Math.max(...us)).toBe(14);
    expect(bandArea(band)).toBeCloseTo((14 - 11.25) * 2, 4);
  });

  it('gives a pit as a hole of the band around it', () => {
    const values = Float64Array.from({ length: 49 }, (_, at) => Math.hypot((at % 7) - 3, Math.floor(at / 7) - 3));
    const [band] = contourBands(values, 7, [-3, 3, -3, 3], Float64Array.of(1.5));
    expect(band.polygons).toHaveLength(1);
    expect(band.polygons[0]).toHaveLength(2);
  });
});

describe('planes', { timeout: 30_000 }, () => {
  it('vary two coordinates and hold the rest', () => {
    const tilted = coordinatePlane(Float64Array.of(1, 2, 3, 4), 3, 1);
    expect(Array.from(pointOn(tilted, 7, 8))).toEqual([1, 8, 3, 7]);
    expect(project(tilted, Float64Array.of(9, 8, 9, 7))).toEqual([7, 8]);
  });

  it('are lines for one parameter', () => {
    const line = coordinatePlane(Float64Array.of(5), 0);
    expect(Array.from(pointOn(line, -2, 100))).toEqual([-2]);
    expect(project(line, Float64Array.of(3))).toEqual([3, 0]);
  });

  it('project along directions that are neither unit nor orthogonal', () => {
    const skew = { origin: Float64Array.of(1, 1, 1), first: Float64Array.of(2, 0, 0), second: Float64Array.of(1, 3, 0) };
    const [u, v] = project(skew, pointOn(skew, 0.3, -0.7));
    expect([u, v]).toEqual([expect.closeTo(0.3, 14), expect.closeTo(-0.7, 14)]);
  });
});

describe('chooseBox', { timeout: 30_000 }, () => {
  const square = ([u0, u1, v0, v1]: Surface['box']): boolean => Math.abs(u1 - u0 - (v1 - v0)) < 1e-12 * (u1 - u0);
  const holds = ([u0, u1, v0, v1]: Surface['box'], [u, v]: readonly number[]): boolean => u0 < u && u < u1 && v0 < v && v < v1;

  it('is a square with round ends round all points', () => {
    for (const scale of [1e-6, 1, 37, 1e8]) {
      const points = [Float64Array.of(-1.2 * scale, scale), Float64Array.of(scale, scale), Float64Array.of(0.1 * scale, 5 * scale)];
      const box = chooseBox({ plane, points });
      expect(square(box)).toBe(true);
      for (const point of points) expect(holds(box, Array.from(point))).toBe(true);
      expect(box[1] - box[0]).toBeLessThan(8 * scale);
      for (const end of box) expect(end.toPrecision(4)).toBe(Number(end.toPrecision(12)).toPrecision(4));
    }
  });

  it('gives a lone point room in proportion to its coordinates', () => {
    expect(chooseBox({ plane, points: [Float64Array.of(-1.2, 1)] })).toEqual([-3.2, 0.8, -1, 3]);
    const wide = chooseBox({ plane, points: [Float64Array.of(100, 0)] });
    expect(square(wide) && holds(wide, [0, 0])).toBe(true);
    expect(defaultInterval(0)).toEqual([-2, 2]);
  });

  it('shows a domain as it is, or squared', () => {
    const points = [Float64Array.of(0.5, 0.5)];
    expect(
      chooseBox({
        plane,
        points,
        domain: [
          [-6, 6],
          [-6, 6],
        ],
      }),
    ).toEqual([-6, 6, -6, 6]);
    const squared = chooseBox({
      plane,
      points,
      domain: [
        [-6, 6],
        [0, 1],
      ],
    });
    expect(square(squared)).toBe(true);
    expect(squared.slice(0, 2)).toEqual([-6, 6]);
    expect(squared[2]).toBeLessThan(0);
  });

  it('ignores the part of a trajectory that climbs above its start', () => {
    const trajectory = {
      n: 2,
      params: Float64Array.of(1, 1, 0.5, 0.4, 1e30, -1e30, Number.NaN, 0),
      loss: Float64Array.of(2, 1, 1e60, Number.NaN),
    } satisfies Partial<Trajectory>;
    const box = chooseBox({ plane, points: [Float64Array.of(1, 1)], trajectories: [trajectory as Trajectory] });
    expect(box[1]).toBeLessThan(2);
    expect(holds(box, [0.5, 0.4])).toBe(true);
  });

  it('needs no point at all', () => {
    expect(chooseBox({ plane, points: [] })).toEqual([-2, 2, -2, 2]);
  });
});
