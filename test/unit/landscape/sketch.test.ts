import { expect, it } from 'vitest';
import { sketch } from '../../../src/engine/landscape/sketch';
import { finish } from '../../../src/engine/work';
import { objectiveOf } from '../curvature/jet';

const bowl = (n: number, curvatures: readonly number[]) =>
  objectiveOf(n, (x) => x.map((xi, i) => xi.square().times(curvatures[i] / 2)).reduce((a, b) => a.plus(b)));
const nowhere = [undefined, undefined];
const plain = { domain: nowhere, steps: 20, size: 21 } as const;

it('goes down from the start at the rate that the sharpest direction bears', () => {
  const { path, optimizer, along } = finish(sketch(bowl(2, [4, 1]), { ...plain, start: Float64Array.of(1, 2) }));
  expect(along).toBe('coordinates');
  expect(optimizer.options.learningRate).toBeCloseTo(0.25, 12);
  // At η = 1/4 the first coordinate is 0 after one step, the second three quarters of what it was.
  expect(Array.from(path.subarray(0, 4))).toEqual([1, 2, 0, 1.5]);
});

it('keeps to the domain, and else has start and path in view', () => {
  const start = Float64Array.of(1, 2);
  const set = finish(
    sketch(bowl(2, [4, 1]), {
      ...plain,
      start,
      domain: [
        [-3, 3],
        [-3, 3],
      ],
    }),
  );
  expect(set.surface.box).toEqual([-3, 3, -3, 3]);
  const [u0, u1, v0, v1] = finish(sketch(bowl(2, [4, 1]), { ...plain, start })).surface.box;
  expect(u0 < 0 && u1 > 1 && v0 < 0.1 && v1 > 2).toBe(true);
});

it('lies along the eigenvectors of the largest curvatures where there are more than two parameters', () => {
  const { along, path, surface } = finish(sketch(bowl(3, [1, 9, 4]), { ...plain, start: Float64Array.of(1, 2, 3) }));
  expect(along).toBe('eigenvectors');
  expect(Array.from(path.subarray(0, 2))).toEqual([0, 0]);
  expect(Array.from(surface.plane.first).map(Math.abs)).toEqual([0, 1, 0]);
  expect(Array.from(surface.plane.second).map(Math.abs)).toEqual([0, 0, 1]);
});

it('ends a path that diverges at its last finite point', () => {
  const optimizer = { id: 'sgd', options: { learningRate: 1e12 } };
  const { path } = finish(sketch(bowl(2, [4, 1]), { ...plain, start: Float64Array.of(1, 2), optimizer }));
  expect(path.length).toBeGreaterThanOrEqual(2);
  expect(path.every(Number.isFinite)).toBe(true);
});

it('is a picture of one parameter, too', () => {
  const { surface, path } = finish(sketch(bowl(1, [2]), { ...plain, start: Float64Array.of(1) }));
  expect(Array.from(surface.plane.second)).toEqual([0]);
  expect(Array.from(path.subarray(0, 4))).toEqual([1, 0, 0, 0]);
});
