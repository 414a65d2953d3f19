import { describe, expect, it } from 'vitest';
import { isPlateau, middleRange, negativeCurvature, overlays, plateaus } from '../../../src/engine/landscape/overlays';
import { coordinatePlane } from '../../../src/engine/landscape/plane';
import { finish } from '../../../src/engine/work';
import { objectiveOf } from '../curvature/jet';
import { losses } from '../curvature/losses';

const plane = coordinatePlane(new Float64Array(2), 0, 1);
const on = (loss: keyof typeof losses, size = 21) => finish(overlays(losses[loss], { plane, box: [-3, 3, -3, 3], size }));

describe('overlays', { timeout: 30_000 }, () => {
  it('agree with the analytic Hessian of the double well', () => {
    const { gradientNorm, smallestEigenvalue, largestEigenvalue, conditionNumber, determinantSign } = on('double_well');
    for (let j = 0; j < 21; j++) {
      for (let i = 0; i < 21; i++) {
        const [x, y, at] = [-3 + 0.3 * i, -3 + 0.3 * j, 21 * j + i];
        const [a, b] = [12 * x * x - 4, 2];
        expect(gradientNorm[at]).toBeCloseTo(Math.hypot(4 * x ** 3 - 4 * x, 2 * y), 9);
        expect([smallestEigenvalue[at], largestEigenvalue[at]]).toEqual([Math.min(a, b), Math.max(a, b)].map((v) => expect.closeTo(v, 9)));
        expect(conditionNumber[at]).toBeCloseTo(Math.max(Math.abs(a), b) / Math.min(Math.abs(a), b), 6);
        expect(determinantSign[at]).toBe(Math.sign(a * b));
      }
    }
  });

  it('show where the loss bends down', () => {
    const field = on('double_well');
    const mask = negativeCurvature(field);
    const x = (at: number): number => -3 + 0.3 * (at % 21);
    mask.forEach((value, at) => {
      expect(value).toBe(Math.abs(x(at)) < 1 / Math.sqrt(3) ? 1 : 0);
    });
  });

  it('see all of a Hessian, not only its part in the plane', () => {
    const hidden = objectiveOf(3, ([x, y, z]) => x.square().plus(y.square()).minus(z.square()));
    const { smallestEigenvalue } = finish(
      overlays(hidden, { plane: coordinatePlane(new Float64Array(3), 0, 1), box: [-1, 1, -1, 1], size: 3 }),
    );
    expect(smallestEigenvalue.every((value) => value === -2)).toBe(true);
  });

  it('are NaN where the loss is', () => {
    const half = objectiveOf(2, ([x, y]) => x.log().plus(y.square()));
    const field = finish(overlays(half, { plane, box: [-1, 1, -1, 1], size: 5 }));
    expect(Number.isNaN(field.smallestEigenvalue[0])).toBe(true);
    expect(Number.isNaN(negativeCurvature(field)[0])).toBe(true);
    expect(field.smallestEigenvalue[4]).toBeCloseTo(-1, 12);
  });

  it('refuse too many parameters', () => {
    const many = objectiveOf(65, (x) => x[0]);
    expect(() => finish(overlays(many, { plane: coordinatePlane(new Float64Array(65), 0, 1), box: [0, 1, 0, 1], size: 2 }))).toThrow(
      RangeError,
    );
  });
});

describe('plateaus', { timeout: 30_000 }, () => {
  it('are found between the hills, not at their tops', () => {
    const field = finish(overlays(losses.three_hills, { plane, box: [-9, 9, -9, 9], size: 37 }));
    const values = Float64Array.from({ length: 37 * 37 }, (_, at) =>
      losses.three_hills.value(Float64Array.of(-9 + 0.5 * (at % 37), -9 + 0.5 * Math.floor(at / 37))),
    );
    const mask = plateaus(field, values);
    const at = (x: number, y: number): number => mask[37 * Math.round((y + 9) * 2) + Math.round((x + 9) * 2)];
    expect([at(-8, -8), at(8, 8), at(8, -8)]).toEqual([1, 1, 1]);
    expect([at(-1, -0.5), at(1, -0.5), at(0, 1)]).toEqual([0, 0, 0]);
  });

  it('are told from minima by the curvature', () => {
    expect(isPlateau(0, 1, 1, 6, 10)).toBe(false);
    expect(isPlateau(1e-5, -1e-4, 1e-4, 6, 10)).toBe(true);
    expect(isPlateau(1, 0, 0, 6, 10)).toBe(false);
  });

  it('are measured against the middle of the range', () => {
    const values = Float64Array.from({ length: 101 }, (_, i) => i);
    values[100] = 1e9;
    values[0] = Number.NaN;
    expect(middleRange(values)).toBeCloseTo(90, -1);
    expect(middleRange(Float64Array.of(Number.NaN))).toBe(0);
  });
});
