import { describe, expect, it } from 'vitest';
import { readout } from '../../../src/engine/curvature/readout';
import { interpolate } from '../../../src/engine/landscape/interpolation';
import { pointOn, project } from '../../../src/engine/landscape/plane';
import { choosePlane, eigenPlane, randomPlane, threePointPlane, trajectoryPlane } from '../../../src/engine/landscape/planes';
import { dot, norm } from '../../../src/engine/linalg/vector';
import { objectiveOf } from '../curvature/jet';
import { losses } from '../curvature/losses';

const curvatures = [1, -7, 3, 0.5];
const quadratic = objectiveOf(4, (x) => x.map((xi, i) => xi.square().times(curvatures[i] / 2)).reduce((a, b) => a.plus(b)));

describe('eigenPlane', { timeout: 30_000 }, () => {
  it('spans the directions of the largest curvature, of either sign', () => {
    const { origin, first, second } = eigenPlane(readout(quadratic, Float64Array.of(1, 2, 3, 4)));
    expect(Array.from(origin)).toEqual([1, 2, 3, 4]);
    expect(Array.from(first)).toEqual([0, 1, 0, 0]);
    expect(Array.from(second)).toEqual([0, 0, 1, 0]);
  });

  it('is a line for one parameter', () => {
    const { second } = eigenPlane(
      readout(
        objectiveOf(1, ([x]) => x.square()),
        Float64Array.of(3),
      ),
    );
    expect(Array.from(second)).toEqual([0]);
  });
});

describe('trajectoryPlane', { timeout: 30_000 }, () => {
  const trajectory = (points: readonly (readonly number[])[]) => ({ n: points[0].length, params: Float64Array.from(points.flat()) });

  it('holds a trajectory that lies in a plane, and explains all of it', () => {
    const points = Array.from({ length: 30 }, (_, k) => {
      const [s, t] = [Math.cos(k / 5), k / 10];
      return [1 + s, 2 - t, 3 + s + t, 4 - 2 * s];
    });
    const path = trajectory(points);
    const { plane, explained } = trajectoryPlane(path);
    expect(explained[0] + explained[1]).toBeCloseTo(1, 10);
    expect(explained[0]).toBeGreaterThanOrEqual(explained[1]);
    expect(dot(plane.first, plane.second)).toBeCloseTo(0, 10);
    for (const point of points.map((x) => Float64Array.from(x)))
      expect(norm(pointOn(plane, ...project(plane, point)).map((value, i) => value - point[i]))).toBeLessThan(1e-9);
  });

  it('measures what the plane leaves out', () => {
    const axis = (k: number, size: number): number[] => [0, 1, 2].map((i) => (i === k ? size : 0));
    const { explained, plane } = trajectoryPlane(trajectory([axis(0, 3), axis(0, -3), axis(1, 2), axis(1, -2), axis(2, 1), axis(2, -1)]));
    expect(explained).toEqual([expect.closeTo(9 / 14, 10), expect.closeTo(4 / 14, 10)]);
    expect(Math.abs(plane.first[0])).toBeCloseTo(1, 8);
  });

  it('takes a path that does not move, and one along a line', () => {
    expect(
      trajectoryPlane(
        trajectory([
          [1, 2, 3],
          [1, 2, 3],
        ]),
      ).explained,
    ).toEqual([0, 0]);
    expect(
      trajectoryPlane(
        trajectory([
          [0, 0, 0],
          [1, 2, 2],
          [2, 4, 4],
        ]),
      ).explained,
    ).toEqual([expect.closeTo(1, 10), expect.closeTo(0, 10)]);
  });
});

describe('randomPlane', { timeout: 30_000 }, () => {
  const at = Float64Array.of(1, 2, 3, 40, 50, 60, 7, 8);
  const matrices = [{ name: 'W', offset: 0, rows: 2, columns: 3 }];

  it('gives each filter the norm of its weights and leaves the rest alone', () => {
    const { first, second } = randomPlane(at, matrices, 3);
    for (const direction of [first, second]) {
      expect(norm(direction.subarray(0, 3))).toBeCloseTo(norm(at.subarray(0, 3)), 12);
      expect(norm(direction.subarray(3, 6))).toBeCloseTo(norm(at.subarray(3, 6)), 10);
      expect(Array.from(direction.subarray(6))).toEqual([0, 0]);
    }
    expect(first).not.toEqual(second);
  });

  it('is redrawn by another seed, and only then', () => {
    expect(randomPlane(at, matrices, 3)).toEqual(randomPlane(at, matrices, 3));
    expect(randomPlane(at, matrices, 4).first).not.toEqual(randomPlane(at, matrices, 3).first);
    expect(norm(randomPlane(at, [], 1).first)).toBeCloseTo(norm(at), 10);
  });
});

describe('threePointPlane', { timeout: 30_000 }, () => {
  it('goes through all three with orthonormal directions', () => {
    const points = [Float64Array.of(1, 0, 2), Float64Array.of(3, 1, 1), Float64Array.of(-1, 4, 0)] as const;
    const plane = threePointPlane(...points);
    expect([norm(plane.first), norm(plane.second), dot(plane.first, plane.second)]).toEqual([1, 1, 0].map((v) => expect.closeTo(v, 12)));
    for (const point of points) {
      pointOn(plane, ...project(plane, point)).forEach((value, i) => {
        expect(value).toBeCloseTo(point[i], 12);
      });
    }
    expect(project(plane, points[1])[1]).toBeCloseTo(0, 12);
  });

  it('refuses points on a line', () => {
    expect(() => threePointPlane(Float64Array.of(0, 0), Float64Array.of(1, 1), Float64Array.of(3, 3))).toThrow('on a line');
  });
});

describe('interpolate', { timeout: 30_000 }, () => {
  it('measures the barrier between the two wells', () => {
    const { t, loss, barrier } = interpolate(losses.double_well, Float64Array.of(-1, 0), Float64Array.of(1, 0));
    expect([t[0], t[100], loss[0], loss[100]]).toEqual([0, 1, -1, -1]);
    expect(barrier).toEqual({ t: expect.closeTo(0.5, 6), height: expect.closeTo(1, 12) });
  });

  it('measures it from the chord when the ends differ', () => {
    const tilted = objectiveOf(1, ([x]) => x.square().minus(1).square().plus(x));
    expect(interpolate(tilted, Float64Array.of(-1), Float64Array.of(1)).barrier.height).toBeCloseTo(1, 10);
  });

  it('finds none across a convex loss', () => {
    expect(interpolate(quadratic, Float64Array.of(-1, 0, 0, 0), Float64Array.of(2, 0, 1, 0)).barrier.height).toBe(0);
  });
});

describe('choosePlane', { timeout: 30_000 }, () => {
  const at = Float64Array.of(1, 2, 3, 4);

  it('gives the eigenvalues along with the eigenvectors', () => {
    const { plane, eigenvalues } = choosePlane(quadratic, { kind: 'eigenvectors', at }, []);
    expect(eigenvalues).toEqual([-7, 3]);
    expect(plane).toEqual(eigenPlane(readout(quadratic, at)));
  });

  it('gives the variance explained along with the components of a path', () => {
    const params = Float64Array.of(0, 0, 0, 0, 3, 0, 0, 0, 3, 1, 0, 0, 6, 1, 0, 0);
    const { explained = [0, 0] } = choosePlane(quadratic, { kind: 'trajectory', at: params.slice(-4), params }, []);
    expect(explained[0] + explained[1]).toBeCloseTo(1, 12);
    expect(explained[0]).toBeGreaterThan(0.9);
  });

  it('says that there is none, or many', () => {
    const line = Float64Array.of(0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2);
    expect(() => choosePlane(quadratic, { kind: 'trajectory', at: line.slice(-4), params: line }, [])).toThrow(/straight line/);
    const twice = at.map((value) => 2 * value);
    expect(() => choosePlane(quadratic, { kind: 'points', points: [new Float64Array(4), at, twice] }, [])).toThrow(/on a line/);
    expect(() => choosePlane(quadratic, { kind: 'random', at: new Float64Array(4), seed: 1 }, [])).toThrow(/zero/);
  });
});
